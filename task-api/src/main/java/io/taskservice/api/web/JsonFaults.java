package io.taskservice.api.web;

import io.taskservice.text.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a JSON body, naming the field and never a class of ours. */
final class JsonFaults {

    private static final int LONGEST_NAME = 100;

    private JsonFaults() {}

    /** Explains why a body could not be read; null: there was none. */
    static ApiException explain(@Nullable Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return unknownField(unknown);
        }
        if (cause instanceof InvalidFormatException wrong && wrong.getTargetType() != null) {
            return wrongValue(wrong, wrong.getTargetType());
        }
        if (cause instanceof InputCoercionException outside) {
            return refused(outside, fieldOf(outside) + " is a number beyond what fits there");
        }
        if (cause instanceof MismatchedInputException mismatch) {
            return wrongType(mismatch);
        }
        if (cause instanceof StreamConstraintsException) {
            return new ApiException(
                    ErrorCode.MALFORMED_JSON,
                    "The body goes beyond what JSON may be here: at most " + StrictJson.LIMITS);
        }
        return cause instanceof JacksonException broken
                ? malformed(broken)
                : new ApiException(ErrorCode.MALFORMED_JSON, "A JSON body is required");
    }

    private static ApiException unknownField(UnrecognizedPropertyException e) {
        Collection<Object> known = Objects.requireNonNullElse(e.getKnownPropertyIds(), List.of());
        List<String> names = known.stream().map(String::valueOf).sorted().toList();
        String message = "There is no field " + fieldOf(e) + Nearest.suggestion(e.getPropertyName(), names);
        return ApiException.ofField(ErrorCode.INVALID_PARAMETERS, fieldOf(e), "UNKNOWN_FIELD", message);
    }

    private static ApiException wrongValue(InvalidFormatException e, Class<?> type) {
        String written = String.valueOf(e.getValue());
        String suggestion = type.isEnum() ? Nearest.suggestion(written, ParameterFaults.names(type)) : "";
        return refused(e, fieldOf(e) + " is not " + ParameterFaults.expected(type) + suggestion);
    }

    private static ApiException wrongType(MismatchedInputException e) {
        if (e.getPath().isEmpty()) {
            return new ApiException(ErrorCode.INVALID_PARAMETERS, "The body must be one JSON object");
        }
        Class<?> type = e.getTargetType();
        return refused(e, fieldOf(e) + " is not " + (type == null ? "right" : ParameterFaults.expected(type)));
    }

    private static ApiException refused(JacksonException e, String message) {
        return ApiException.ofField(ErrorCode.INVALID_PARAMETERS, fieldOf(e), "WRONG_TYPE", message);
    }

    private static ApiException malformed(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        String place =
                at == null || at.getLineNr() < 1 ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        String why = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        return new ApiException(ErrorCode.MALFORMED_JSON, "The body is not JSON" + place + ": " + why);
    }

    /** An answer does not grow with what it refuses. */
    private static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    private static String fieldOf(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            String name = step.getPropertyName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(cut(name));
            }
        }
        return path.toString();
    }
}
