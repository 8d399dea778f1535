package io.taskservice.scheduler;

import io.micrometer.core.instrument.MeterRegistry;
import io.taskservice.live.LiveFeed;
import io.taskservice.quota.Quotas;
import io.taskservice.quota.RateSource;
import io.taskservice.quota.SharedRates;
import io.taskservice.quota.TenantQuotas;
import io.taskservice.testkit.TestSecrets;
import io.taskservice.testkit.TestStores;
import io.taskservice.usage.UsageMeter;
import io.taskservice.webhook.WebhookSettings;

/** What a scheduler reads and writes, on a test's schema. */
final class SchedulerStores {

    private SchedulerStores() {}

    static Stores of(TestStores stores) {
        return of(stores, new LiveFeed());
    }

    static Stores of(TestStores stores, LiveFeed live) {
        return new Stores(
                stores.database(),
                stores.definitions(),
                stores.upkeep(),
                stores.firings(),
                stores.cluster(),
                stores.nodes(),
                stores.stats(),
                new UsageMeter(),
                live);
    }

    /** Delivers on a test's schema, as fast as it can. */
    static DeliveryLoop deliveries(Stores stores, WebhookSettings settings, MeterRegistry meters) {
        return new DeliveryLoop(
                stores.database(),
                new Deliverer(stores, TestSecrets.signing(), settings, new DeliveryMetrics(meters)),
                pace(stores, Quotas.NONE),
                settings);
    }

    /** Lets tenants have so much, without Redis. */
    static DeliveryPace pace(Stores stores, Quotas quotas) {
        return new DeliveryPace(new SharedRates(RateSource.NONE), new TenantQuotas(stores.database(), quotas));
    }
}
