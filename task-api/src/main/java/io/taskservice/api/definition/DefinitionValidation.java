package io.taskservice.api.definition;

import io.taskservice.api.policy.Params;
import io.taskservice.api.web.FieldError;
import io.taskservice.api.web.Texts;
import io.taskservice.api.web.Violations;
import io.taskservice.schedule.InvalidScheduleException;
import jakarta.validation.Validator;
import java.time.Instant;

/** Finds everything that is wrong with a definition as it is written, without looking at anything else. */
final class DefinitionValidation {

    private final Validator validator;

    DefinitionValidation(Validator validator) {
        this.validator = validator;
    }

    void check(DefinitionRequest request) {
        Violations violations = Violations.of(request, validator);
        Texts.check("taskName", request.taskName(), false).ifPresent(violations::add);
        Texts.check("taskHandler", request.taskHandler(), false).ifPresent(violations::add);
        Texts.check("description", request.description(), true).ifPresent(violations::add);
        Params.check("taskParams", request.taskParams()).ifPresent(violations::add);
        request.policy().checkBackoff().ifPresent(violations::add);
        checkConcurrency(request, violations);
        checkSchedule(request, violations);
        violations.throwIfAny();
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
