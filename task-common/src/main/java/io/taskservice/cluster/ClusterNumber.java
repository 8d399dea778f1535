package io.taskservice.cluster;

import java.util.Arrays;
import java.util.Optional;

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

    /** By its name in the table; empty: another version of the software knows it. */
    static Optional<ClusterNumber> of(String key) {
        return Arrays.stream(values()).filter(number -> number.key.equals(key)).findFirst();
    }

    /** Its name in the table. */
    String key() {
        return key;
    }
}
