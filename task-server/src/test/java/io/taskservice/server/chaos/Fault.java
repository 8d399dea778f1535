package io.taskservice.server.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Something that happens to the cluster.
 *
 * @param name what
 * @param needs the seats whose processes must be ready before
 * @param promised how long it may take from the {@link Mend#since()} of its strike until all is well again
 * @param strike makes it happen, and puts an end to it where that is not the cluster's own affair
 */
record Fault(String name, Set<Seat> needs, Duration promised, Strike strike) {

    /** Does it, from beginning to end. */
    interface Strike {
        Mend happen() throws Exception;
    }

    /**
     * What is left to wait for.
     *
     * @param since when it was over, or, where the cluster has to deal with it, when it began
     * @param healed whether all is well again
     * @param remark to be told with it
     */
    record Mend(Instant since, BooleanSupplier healed, String remark) {}
}
