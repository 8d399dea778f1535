package io.taskservice.api.definition;

import io.taskservice.api.web.FieldError;
import io.taskservice.api.web.Texts;
import io.taskservice.api.web.Violations;
import io.taskservice.schedule.InvalidScheduleException;
import io.taskservice.work.Backoff;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with a definition as it is written, without looking at anything else. */
final class DefinitionValidation {

    /** A little less than the 65,535 bytes of the column. */
    static final int MOST_PARAMS_BYTES = 60_000;

    private final Validator validator;

    DefinitionValidation(Validator validator) {
        this.validator = validator;
    }

    void check(DefinitionRequest request) {
        Violations violations = Violations.of(request, validator);
        Texts.check("taskName", request.taskName(), false).ifPresent(violations::add);
        Texts.check("taskHandler", request.taskHandler(), false).ifPresent(violations::add);
        Texts.check("description", request.description(), true).ifPresent(violations::add);
        checkParams("taskParams", request.taskParams(), violations);
        checkBackoff(request, violations);
        checkConcurrency(request, violations);
        checkSchedule(request, violations);
        violations.throwIfAny();
    }

    static void checkParams(String field, @Nullable String params, Violations violations) {
        Texts.check(field, params, true).ifPresent(violations::add);
        if (params != null && params.getBytes(StandardCharsets.UTF_8).length > MOST_PARAMS_BYTES) {
            violations.add(new FieldError(
                    field,
                    "TOO_LONG",
                    field + " is at most " + MOST_PARAMS_BYTES
                            + " bytes; keep large data elsewhere and pass its place"));
        }
    }

    private static void checkBackoff(DefinitionRequest request, Violations violations) {
        Backoff backoff = request.backoff();
        if (backoff.max().compareTo(backoff.initial()) < 0) {
            violations.add(new FieldError(
                    "backoffMaxMs", "TOO_SMALL", "backoffMaxMs is less than backoffInitialMs; choose a larger one"));
        }
    }

    private static void checkConcurrency(DefinitionRequest request, Violations violations) {
        Texts.check("concurrencyKey", request.concurrencyKey(), false).ifPresent(violations::add);
        if (request.concurrencyKey() != null && request.maxConcurrency() == null) {
            violations.add(new FieldError(
                    "concurrencyKey", "NEEDS_LIMIT", "concurrencyKey limits nothing without maxConcurrency; set that"));
        }
    }

    /** Where it would be anchored does not matter to whether it is well-formed. */
    private static void checkSchedule(DefinitionRequest request, Violations violations) {
        if (request.scheduleType() == null) {
            violations.add(new FieldError(
                    "scheduleType", "REQUIRED", "scheduleType is required: CRON, FIXED_RATE, FIXED_DELAY or ONCE"));
            return;
        }
        try {
            request.schedule().spec(Instant.EPOCH);
        } catch (InvalidScheduleException e) {
            violations.add(new FieldError(e.field(), "INVALID_SCHEDULE", String.valueOf(e.getMessage())));
        }
    }
}
