package io.taskservice.handler;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a handler decides about its attempt.
 *
 * @param successful whether it did what it should
 * @param value what it returns: text is kept as it is, anything else as JSON; at most 64 KiB of that
 * @param errorCode why it failed, for machines: letters, digits, {@code _ . -}, at most 64; null: HANDLER_FAILED
 * @param errorMessage why it failed, for people
 * @param retryAfter not done yet, and to be run again after so long: neither success nor failure; null: it is one of them
 */
public record TaskResult(
        boolean successful,
        @Nullable Object value,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable Duration retryAfter) {

    /** It worked; nothing to return. */
    public static TaskResult success() {
        return new TaskResult(true, null, null, null, null);
    }

    /** It worked. */
    public static TaskResult success(@Nullable Object value) {
        return new TaskResult(true, value, null, null, null);
    }

    /** It did not work; tried again while attempts are left. */
    public static TaskResult failure(@Nullable String message) {
        return new TaskResult(false, null, null, message, null);
    }

    /** It did not work, for a reason machines can tell; tried again while attempts are left. */
    public static TaskResult failure(String errorCode, @Nullable String message) {
        return new TaskResult(false, null, errorCode, message, null);
    }

    /**
     * It is not time yet, or something is missing: run it again after {@code wait}. That uses up no attempt, so a handler
     * may do so as often as it takes.
     *
     * @throws IllegalArgumentException when {@code wait} is negative
     */
    public static TaskResult retryAfter(Duration wait) {
        if (wait.isNegative()) {
            throw new IllegalArgumentException("A wait is not negative: " + wait);
        }
        return new TaskResult(false, null, null, null, wait);
    }
}
