package io.taskservice.deadletter;

import io.taskservice.identity.InstanceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Failures of one kind.
 *
 * @param fingerprint the kind
 * @param letters how many
 * @param handler their handler
 * @param errorCode their code
 * @param errorMessage the message of one of them
 * @param newest the last of them
 * @param firstAt when the first of them failed
 * @param lastAt when the last of them failed
 */
public record DeadLetterGroup(
        String fingerprint,
        long letters,
        String handler,
        String errorCode,
        @Nullable String errorMessage,
        InstanceId newest,
        Instant firstAt,
        Instant lastAt) {}
