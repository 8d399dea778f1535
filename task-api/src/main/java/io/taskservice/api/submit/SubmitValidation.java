package io.taskservice.api.submit;

import io.taskservice.api.policy.Params;
import io.taskservice.api.policy.Priority;
import io.taskservice.api.web.FieldError;
import io.taskservice.api.web.Texts;
import io.taskservice.api.web.Violations;
import io.taskservice.api.webhook.WebhookUrls;
import io.taskservice.work.Concurrency;
import jakarta.validation.Validator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with a task as it is written, without looking at anything else. */
final class SubmitValidation {

    /** Long before the instants that stand for "not yet known". */
    private static final Instant LAST_RUN_AT = Instant.parse("9000-01-01T00:00:00Z");

    private final Validator validator;
    private final WebhookUrls urls;

    SubmitValidation(Validator validator, WebhookUrls urls) {
        this.validator = validator;
        this.urls = urls;
    }

    void check(SubmitRequest request) {
        violationsOf(request).throwIfAny();
    }

    List<FieldError> errorsOf(SubmitRequest request) {
        return violationsOf(request).found();
    }

    private Violations violationsOf(SubmitRequest request) {
        Violations violations = Violations.of(request, validator);
        Stream.of(
                        Texts.check("handler", request.handler(), false),
                        Params.check("params", request.params()),
                        Priority.check(request.priority()),
                        Texts.check("bizKey", request.bizKey(), false),
                        checkRequestKey(request.requestKey()),
                        one("timeoutMs", request.timeoutMs(), "timeout", request.timeout()),
                        one("runAt", request.runAt(), "delayMs", request.delayMs()),
                        one("runAt", request.runAt(), "delay", request.delay()),
                        one("delayMs", request.delayMs(), "delay", request.delay()),
                        one("maxAttempts", request.maxAttempts(), "retryLimit", request.retryLimit()),
                        checkRunAt(request.runAt()),
                        urls.check("callbackUrl", request.callbackUrl()),
                        request.policy().checkBackoff())
                .flatMap(Optional::stream)
                .forEach(violations::add);
        LabelCheck.of(request).forEach(violations::add);
        checkConcurrency(request, violations);
        return violations;
    }

    /** Databases compare texts without the spaces at their end: two keys would be one. */
    private static Optional<FieldError> checkRequestKey(@Nullable String key) {
        if (key != null && !key.equals(key.strip())) {
            return Optional.of(new FieldError(
                    "requestKey", "INVALID_CHARACTER", "requestKey begins or ends with a space; take that away"));
        }
        return Texts.check("requestKey", key, false);
    }

    private static Optional<FieldError> checkRunAt(@Nullable Instant runAt) {
        boolean isOutside = runAt != null && (runAt.isBefore(Instant.EPOCH) || runAt.isAfter(LAST_RUN_AT));
        return isOutside
                ? Optional.of(new FieldError(
                        "runAt", "OUT_OF_RANGE", "runAt is " + runAt + "; choose an instant from 1970 to 9000"))
                : Optional.empty();
    }

    private static Optional<FieldError> one(
            String field, @Nullable Object value, String other, @Nullable Object otherValue) {
        return value == null || otherValue == null
                ? Optional.empty()
                : Optional.of(new FieldError(
                        other, "GIVEN_TWICE", field + " and " + other + " say the same; give one of them"));
    }

    private static void checkConcurrency(SubmitRequest request, Violations violations) {
        String key = request.concurrencyKey();
        Texts.check("concurrencyKey", key, false).ifPresent(violations::add);
        if (key == null) {
            if (request.maxConcurrency() != null) {
                violations.add(new FieldError(
                        "maxConcurrency",
                        "NEEDS_KEY",
                        "maxConcurrency limits nothing without concurrencyKey: there is no definition; set that"));
            }
            return;
        }
        Concurrency concurrency = new Concurrency(key, 1);
        if (concurrency.isPointer() && found(concurrency, request.params()).isEmpty()) {
            violations.add(new FieldError(
                    "concurrencyKey",
                    "NOT_FOUND",
                    "concurrencyKey points to " + key + ", but params have no text, number or boolean of 1 to "
                            + Concurrency.MOST_KEY_CHARACTERS + " characters there"));
        }
    }

    private static Optional<String> found(Concurrency concurrency, @Nullable String params) {
        return concurrency
                .lookUp(params)
                .filter(text -> Texts.check("concurrencyKey", text, false).isEmpty());
    }
}
