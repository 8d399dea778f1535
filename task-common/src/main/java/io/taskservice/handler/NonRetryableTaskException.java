package io.taskservice.handler;

import org.jspecify.annotations.Nullable;

/** Thrown by a handler when trying again is of no use: the instance fails for good, whatever attempts are left. */
public class NonRetryableTaskException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String errorCode;

    /** Fails with the code HANDLER_EXCEPTION. */
    public NonRetryableTaskException(@Nullable String message) {
        this(null, message, null);
    }

    /** Fails with the code HANDLER_EXCEPTION, and the cause's stack in the log. */
    public NonRetryableTaskException(@Nullable String message, @Nullable Throwable cause) {
        this(null, message, cause);
    }

    /** Fails with a code of the handler's own: letters, digits, {@code _ . -}, at most 64. */
    public NonRetryableTaskException(@Nullable String errorCode, @Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode;
    }

    /** Why it failed, for machines; null: HANDLER_EXCEPTION. */
    public @Nullable String errorCode() {
        return errorCode;
    }
}
