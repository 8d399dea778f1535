package io.taskservice.api.deadletter;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.deadletter.DeadLetterGroup;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Failures of one kind.
 *
 * @param fingerprint the kind
 * @param count how many
 * @param handler their handler
 * @param errorCode their code
 * @param errorMessage the message of one of them
 * @param newest the instance of the last of them
 * @param firstAt when the first of them failed
 * @param lastAt when the last of them failed
 */
@Schema(name = "DeadLetterGroup")
record DeadLetterGroupView(
        String fingerprint,
        long count,
        String handler,
        String errorCode,
        @Nullable String errorMessage,
        String newest,
        Instant firstAt,
        Instant lastAt) {

    static DeadLetterGroupView of(DeadLetterGroup group) {
        return new DeadLetterGroupView(
                group.fingerprint(),
                group.letters(),
                group.handler(),
                group.errorCode(),
                group.errorMessage(),
                group.newest().value(),
                group.firstAt(),
                group.lastAt());
    }
}
