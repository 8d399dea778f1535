package io.taskservice.api.web;

import io.taskservice.text.Nearest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Says what is wrong with query parameters. */
final class ParameterFaults {

    private ParameterFaults() {}

    /** A parameter that is not of its type: what it should be, and the nearest value if there is a list. */
    static ApiException wrongType(MethodArgumentTypeMismatchException e) {
        Class<?> type = elementType(e);
        String message = e.getName() + " is not " + expected(type) + suggestion(type, e.getValue());
        return ApiException.ofField(ErrorCode.INVALID_PARAMETERS, e.getName(), "WRONG_TYPE", message);
    }

    /** Every parameter that is out of its bounds. */
    static List<FieldError> violations(HandlerMethodValidationException e) {
        return e.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream().map(error -> violation(result, error)))
                .toList();
    }

    private static FieldError violation(ParameterValidationResult result, MessageSourceResolvable error) {
        String name = Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "");
        return new FieldError(name, "OUT_OF_RANGE", String.valueOf(error.getDefaultMessage()));
    }

    private static Class<?> elementType(MethodArgumentTypeMismatchException e) {
        Class<?> type = e.getParameter().nestedIfOptional().getNestedParameterType();
        if (java.util.Collection.class.isAssignableFrom(type)) {
            return e.getParameter().nested().getNestedParameterType();
        }
        return type;
    }

    static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + String.join(", ", names(type));
        }
        if (type == Instant.class) {
            return "an instant such as 2026-01-31T08:00:00Z, of the years 1000 to 9999";
        }
        if (type == LocalDate.class) {
            return "a day such as 2026-01-31";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return Number.class.isAssignableFrom(type) || type.isPrimitive() ? "a whole number" : "a text";
    }

    private static String suggestion(Class<?> type, @Nullable Object value) {
        String written = value instanceof Object[] many ? String.valueOf(many[0]) : String.valueOf(value);
        return type.isEnum() ? Nearest.suggestion(written.toUpperCase(Locale.ROOT), names(type)) : "";
    }

    static List<String> names(Class<?> enumType) {
        return Arrays.stream(Objects.requireNonNull(enumType.getEnumConstants()))
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
    }
}
