package io.taskservice.cluster;

/** The numbers that hold for the whole cluster. */
public enum ClusterNumber {
    /** Slots a person wants of all executors together. */
    WANTED_SLOTS("wanted-slots"),
    /** Slots auto-scaling wants of them. */
    AUTO_SLOTS("auto-slots"),
    /** Running instances that look stuck, as monitoring last found them. */
    STALE_EXECUTIONS("stale-executions"),
    /** Due instances that no live node would claim, as monitoring last found them. */
    UNCLAIMABLE_INSTANCES("unclaimable-instances");

    private final String key;

    ClusterNumber(String key) {
        this.key = key;
    }

    /** Its name in the table. */
    String key() {
        return key;
    }
}
