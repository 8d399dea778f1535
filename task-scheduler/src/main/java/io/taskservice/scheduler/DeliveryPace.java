package io.taskservice.scheduler;

import io.taskservice.identity.TenantId;
import io.taskservice.quota.SharedRates;
import io.taskservice.quota.TenantQuotas;

/** Keeps deliveries to what the quotas of their tenants let through in a second; the others stay due. */
final class DeliveryPace {

    private final SharedRates rates;
    private final TenantQuotas quotas;

    DeliveryPace(SharedRates rates, TenantQuotas quotas) {
        this.rates = rates;
        this.quotas = quotas;
    }

    /** How many of {@code wanted} tries of a tenant may be made now. */
    int take(TenantId tenant, int wanted) {
        int perSecond = quotas.of(tenant).deliveriesPerSecond();
        return perSecond == 0
                ? wanted
                : rates.take(nameOf(tenant), perSecond, wanted).granted();
    }

    /** Gives back what there was nothing to do with. */
    void giveBack(TenantId tenant, int tries) {
        if (tries > 0 && quotas.of(tenant).deliveriesPerSecond() > 0) {
            rates.giveBack(nameOf(tenant), tries);
        }
    }

    private static String nameOf(TenantId tenant) {
        return "deliveries:" + tenant;
    }
}
