package io.taskservice.api.submit;

import io.taskservice.api.web.FieldError;
import io.taskservice.api.web.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks labels: few and short, so that each can be an index entry. */
final class LabelCheck {

    private static final int MOST = 16;
    private static final int LONGEST_VALUE = 128;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,63}");

    private LabelCheck() {}

    /** What is wrong with the labels of a task. */
    static List<FieldError> of(SubmitRequest request) {
        List<FieldError> errors = new ArrayList<>();
        Map<String, @Nullable String> labels = request.allLabels();
        if (labels.size() > MOST) {
            errors.add(new FieldError(
                    "labels",
                    "TOO_MANY",
                    "there are at most " + MOST + " labels, kb_id counted; these are " + labels.size()));
        }
        if (request.kbId() != null
                && request.labels() != null
                && request.labels().containsKey(SubmitRequest.KB_ID)) {
            errors.add(
                    new FieldError("kbId", "GIVEN_TWICE", "kbId and the label kb_id say the same; give one of them"));
        }
        labels.forEach((name, value) -> check(name, value).ifPresent(errors::add));
        return errors;
    }

    private static Optional<FieldError> check(String name, @Nullable String value) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of(new FieldError(
                    "labels",
                    "INVALID_FORMAT",
                    "the name of a label is 1 to 63 characters of A-Z, a-z, 0-9, . _ / and -"));
        }
        String field = "labels." + name;
        if (value == null) {
            return Optional.of(
                    new FieldError(field, "REQUIRED", field + " has no value; leave it out, or give a text"));
        }
        return value.length() > LONGEST_VALUE
                ? Optional.of(new FieldError(field, "TOO_LONG", field + " is at most " + LONGEST_VALUE + " characters"))
                : Texts.check(field, value, false);
    }
}
