package io.taskservice.scheduler;

import io.taskservice.live.LiveFeed;
import io.taskservice.testkit.TestStores;

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
                live);
    }
}
