package io.taskservice.api.tenant;

import io.taskservice.api.web.FieldError;
import io.taskservice.api.web.Texts;
import io.taskservice.api.web.Violations;
import io.taskservice.database.TaskDatabase;
import io.taskservice.schedule.Schedule;
import io.taskservice.tenant.KeyRole;
import io.taskservice.tenant.KeyScope;
import io.taskservice.text.Nearest;
import jakarta.validation.Validator;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Refuses wishes about keys that cannot be met, telling everything that is wrong. */
final class KeyCheck {

    private static final List<String> SCOPES =
            Arrays.stream(KeyScope.values()).map(KeyScope::text).toList();

    private final TaskDatabase database;
    private final Validator validator;

    KeyCheck(TaskDatabase database, Validator validator) {
        this.database = database;
        this.validator = validator;
    }

    void require(KeyRequest request) {
        Violations violations = Violations.of(request, validator);
        Texts.check("name", request.name(), false).ifPresent(violations::add);
        Instant expiresAt = request.expiresAt();
        if (expiresAt != null && (!expiresAt.isAfter(database.now()) || expiresAt.isAfter(Schedule.LAST_INSTANT))) {
            violations.add(new FieldError(
                    "expiresAt", "OUT_OF_RANGE", "expiresAt is not in the future; leave it out for no end"));
        }
        scopes(request, violations);
        violations.throwIfAny();
    }

    void require(RotateRequest request) {
        Violations.of(request, validator).throwIfAny();
    }

    private static void scopes(KeyRequest request, Violations violations) {
        List<String> texts = request.scopeTexts();
        texts.stream()
                .filter(text -> !SCOPES.contains(text))
                .distinct()
                .forEach(text -> violations.add(new FieldError(
                        "scopes",
                        "UNKNOWN_SCOPE",
                        "There is no such scope" + Nearest.suggestion(text, SCOPES) + "; there are "
                                + String.join(", ", SCOPES))));
        if (texts.contains(KeyScope.PLATFORM.text()) && request.role() != KeyRole.PLATFORM_ADMIN) {
            violations.add(new FieldError(
                    "scopes", "UNUSABLE_SCOPE", "The scope platform is of use to the role PLATFORM_ADMIN only"));
        }
    }
}
