package io.taskservice.api.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The body of every successful answer.
 *
 * @param status always {@code success}
 * @param message what was done
 * @param data what was asked for
 * @param timestamp when it was answered
 */
public record Envelope<T>(
        @Schema(allowableValues = "success") String status,
        String message,
        @Nullable T data,
        Instant timestamp) {}
