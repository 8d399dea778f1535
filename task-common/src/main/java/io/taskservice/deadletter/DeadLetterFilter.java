package io.taskservice.deadletter;

import io.taskservice.identity.InstanceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant, newest first; null: no such filter.
 *
 * @param fingerprint of this kind
 * @param handler of this handler
 * @param queue of this queue
 * @param errorCode with this code
 * @param from died at or after
 * @param to died before
 * @param before older ones than this: the cursor
 */
public record DeadLetterFilter(
        @Nullable String fingerprint,
        @Nullable String handler,
        @Nullable String queue,
        @Nullable String errorCode,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable InstanceId before) {

    /** All of a tenant. */
    public static final DeadLetterFilter ALL = new DeadLetterFilter(null, null, null, null, null, null, null);
}
