package io.taskservice.api.deadletter;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.deadletter.DeadLetterFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; what is left out filters nothing.
 *
 * @param fingerprint of this kind
 * @param handler of this handler
 * @param queue of this queue
 * @param errorCode with this code
 * @param from failed at or after
 * @param to failed before
 */
@Schema(name = "DeadLetterFilterRequest", example = "{\"fingerprint\":\"0f1e2d3c4b5a6978\"}")
record FilterRequest(
        @Nullable String fingerprint,
        @Nullable String handler,
        @Nullable String queue,
        @Nullable String errorCode,
        @Nullable Instant from,
        @Nullable Instant to) {

    DeadLetterFilter filter() {
        return new DeadLetterQuery(fingerprint, handler, queue, errorCode, from, to, null).filter();
    }
}
