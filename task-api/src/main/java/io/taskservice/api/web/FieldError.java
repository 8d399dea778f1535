package io.taskservice.api.web;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * What is wrong with one field, parameter or header.
 *
 * @param field its name as the client wrote it, or should have
 * @param code what is wrong, for machines
 * @param message what is wrong and what to write instead, for people
 */
public record FieldError(
        @Schema(example = "cronExpression") String field,
        @Schema(example = "INVALID_SCHEDULE") String code,

        @Schema(example = "at position 4: 25 is outside 0-23; use an hour from 0 to 23")
        String message) {}
