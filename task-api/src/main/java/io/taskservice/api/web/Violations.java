package io.taskservice.api.web;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Collects everything that is wrong with a request, so that it is told at once and not one by one. */
public final class Violations {

    /** How a path names an element of a set, and of a list after its index. */
    private static final Pattern ELEMENT = Pattern.compile("(\\[])?\\.<(iterable|list) element>$");

    private final List<FieldError> errors = new ArrayList<>();

    /** Those that the annotations of a request find, in the order of the fields' names. */
    public static Violations of(Object request, Validator validator) {
        Violations violations = new Violations();
        validator.validate(request).stream()
                .map(Violations::error)
                .sorted(Comparator.comparing(FieldError::field))
                .forEach(violations.errors::add);
        return violations;
    }

    public void add(FieldError error) {
        errors.add(error);
    }

    /** Everything found so far. */
    public List<FieldError> found() {
        return List.copyOf(errors);
    }

    /** Refuses the request if anything is wrong: with the schedule only, or with more. */
    public void throwIfAny() {
        if (errors.isEmpty()) {
            return;
        }
        String schedule = ErrorCode.INVALID_SCHEDULE.name();
        boolean onlySchedule = errors.stream().allMatch(error -> error.code().equals(schedule));
        throw new ApiException(
                onlySchedule ? ErrorCode.INVALID_SCHEDULE : ErrorCode.INVALID_TASK_DATA,
                errors.get(0).message(),
                errors);
    }

    private static FieldError error(ConstraintViolation<?> violation) {
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        String path = violation.getPropertyPath().toString();
        return new FieldError(ELEMENT.matcher(path).replaceFirst(""), codeOf(constraint), violation.getMessage());
    }

    private static String codeOf(String constraint) {
        return switch (constraint) {
            case "NotNull", "NotBlank" -> "REQUIRED";
            case "Size" -> "TOO_LONG";
            case "Min" -> "TOO_SMALL";
            case "Max" -> "TOO_LARGE";
            case "Pattern" -> "INVALID_FORMAT";
            default -> constraint.toUpperCase(Locale.ROOT);
        };
    }
}
