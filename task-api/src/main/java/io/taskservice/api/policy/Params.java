package io.taskservice.api.policy;

import io.taskservice.api.web.FieldError;
import io.taskservice.api.web.Texts;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks what a handler is to be given. */
public final class Params {

    /** A little less than the 65,535 bytes of the column. */
    static final int MOST_BYTES = 60_000;

    private Params() {}

    /** What is wrong with params; empty: nothing. */
    public static Optional<FieldError> check(String field, @Nullable String params) {
        if (params != null && params.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return Optional.of(new FieldError(
                    field,
                    "TOO_LONG",
                    field + " is at most " + MOST_BYTES + " bytes; keep large data elsewhere and pass its place"));
        }
        return Texts.check(field, params, true);
    }
}
