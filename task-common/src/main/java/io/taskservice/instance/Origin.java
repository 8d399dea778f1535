package io.taskservice.instance;

import io.taskservice.identity.InstanceId;
import io.taskservice.work.Labels;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an instance comes from.
 *
 * @param fireTime the due time it stands for; null: run by hand or submitted
 * @param bizKey the user's own key, to find it by
 * @param requestKey idempotency key of the request that made it
 * @param retryOf the instance a person asked to retry
 * @param traceId trace of the request that made it
 * @param labels what the user marked it with
 * @param callbackUrl told of its end; null: nobody
 */
public record Origin(
        @Nullable Instant fireTime,
        @Nullable String bizKey,
        @Nullable String requestKey,
        @Nullable InstanceId retryOf,
        @Nullable String traceId,
        Labels labels,
        @Nullable String callbackUrl) {

    /** A fire of a definition. */
    public static Origin fire(Instant fireTime) {
        return new Origin(fireTime, null, null, null, null, Labels.NONE, null);
    }

    /** A person's request. */
    public static Origin request(@Nullable String bizKey, @Nullable InstanceId retryOf, @Nullable String traceId) {
        return new Origin(null, bizKey, null, retryOf, traceId, Labels.NONE, null);
    }
}
