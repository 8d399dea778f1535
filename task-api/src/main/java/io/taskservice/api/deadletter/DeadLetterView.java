package io.taskservice.api.deadletter;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.deadletter.DeadLetter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance that failed for good and waits for a person.
 *
 * @param instanceId the instance
 * @param fingerprint what kind of failure
 * @param handler its handler
 * @param queue its queue
 * @param errorCode why it failed, for machines
 * @param errorMessage the start of why it failed, for people
 * @param diedAt when it failed
 */
@Schema(name = "DeadLetter")
record DeadLetterView(
        String instanceId,

        @Schema(description = "The same for failures of a handler that differ in numbers, ids and quoted texts only")
        String fingerprint,

        String handler,
        String queue,
        String errorCode,
        @Nullable String errorMessage,
        Instant diedAt) {

    static DeadLetterView of(DeadLetter letter) {
        return new DeadLetterView(
                letter.instanceId().value(),
                letter.fingerprint(),
                letter.handler(),
                letter.queue(),
                letter.errorCode(),
                letter.errorMessage(),
                letter.diedAt());
    }
}
