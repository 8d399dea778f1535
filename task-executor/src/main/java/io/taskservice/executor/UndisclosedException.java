package io.taskservice.executor;

import io.taskservice.instance.FailureCode;
import org.jspecify.annotations.Nullable;

/** Says why an attempt cannot be given the secrets that its params refer to. */
final class UndisclosedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable FailureCode code;

    /** Without a code it is nobody's fault, and worth another try. */
    UndisclosedException(@Nullable FailureCode code, String message) {
        super(message);
        this.code = code;
    }

    @Nullable
    FailureCode code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
