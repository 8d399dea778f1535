package io.taskservice.api.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * The body of a failed answer by RFC 9457, for clients that accept {@code application/problem+json}.
 *
 * @param type names the error code
 * @param title what the HTTP status says
 * @param status the HTTP status
 * @param detail why, and what to do instead
 * @param instance the path of the request
 * @param code why, for machines
 * @param errors the fields at fault
 * @param traceId finds the request in the logs
 */
@Schema(name = "Problem", description = "The body of a failed answer by RFC 9457")
public record ProblemBody(
        @Schema(example = "urn:taskservice:error:NAME_TAKEN")
        String type,

        String title,
        int status,
        String detail,
        String instance,
        ErrorCode code,
        List<FieldError> errors,
        @JsonProperty("trace_id") String traceId) {}
