package io.taskservice.api.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every failed answer, unless the client prefers RFC 9457.
 *
 * @param status always the word error
 * @param errorCode why, for machines
 * @param message why, and what to do instead
 * @param data always null
 * @param timestamp when it was answered
 * @param errors the fields at fault; empty: it is not about a field
 * @param traceId finds the request in the logs
 */
@Schema(name = "Error", description = "The body of every failed answer")
public record ErrorEnvelope(
        @Schema(allowableValues = "error") String status,
        @JsonProperty("error_code") ErrorCode errorCode,
        String message,
        @Nullable @Schema(types = "null") Object data,
        Instant timestamp,
        List<FieldError> errors,

        @JsonProperty("trace_id") @Schema(example = "4bf92f3577b34da6a3ce929d0e0e4736")
        String traceId) {}
