package io.taskservice.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * What the first request with a key was answered.
 *
 * @param requestHash SHA-256 of its method, path and body, hexadecimal
 * @param statusCode HTTP status
 * @param response body
 * @param location Location header
 * @param etag ETag header
 */
public record FirstAnswer(
        String requestHash,
        int statusCode,
        String response,
        @Nullable String location,
        @Nullable String etag) {}
