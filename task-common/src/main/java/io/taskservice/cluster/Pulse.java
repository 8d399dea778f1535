package io.taskservice.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One cheap look at what the schedulers have to do, so that an idle node asks the database once a second and no more.
 *
 * @param now MySQL's time
 * @param wish what people want
 * @param generation of that wish
 * @param deadNodes whether a node's lease has run out and its claims are not all freed
 * @param nextPromotion when the first SCHEDULED instance is due
 * @param nextExpiry when the first instance expires that has not started in time
 * @param nextFire when the first enabled definition is due; in the past: it is late
 * @param nextDelivery when the first delivery is due
 */
public record Pulse(
        Instant now,
        Wish wish,
        long generation,
        boolean deadNodes,
        @Nullable Instant nextPromotion,
        @Nullable Instant nextExpiry,
        @Nullable Instant nextFire,
        @Nullable Instant nextDelivery) {}
