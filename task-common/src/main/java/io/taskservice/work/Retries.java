package io.taskservice.work;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which failures are tried again, how often and after what wait.
 *
 * @param maxAttempts attempts an instance has, failures counted; 1: no retry
 * @param backoff waits before retries
 * @param on only failures with these codes are tried again; empty: all
 * @param notOn failures with these codes never are
 */
public record Retries(int maxAttempts, Backoff backoff, Set<String> on, Set<String> notOn) {

    /** One attempt. */
    public static final Retries NONE = new Retries(1, Backoff.DEFAULT, Set.of(), Set.of());

    public Retries {
        on = Set.copyOf(on);
        notOn = Set.copyOf(notOn);
    }

    /** As columns hold them, the codes as text. */
    public static Retries stored(
            int maxAttempts, Duration initialWait, Duration longestWait, @Nullable String on, @Nullable String notOn) {
        return new Retries(maxAttempts, new Backoff(initialWait, longestWait), Codes.parse(on), Codes.parse(notOn));
    }

    /** So many attempts whatever the failure, with the usual waits. */
    public static Retries upTo(int attempts) {
        return new Retries(attempts, Backoff.DEFAULT, Set.of(), Set.of());
    }

    /** The same with other waits. */
    public Retries after(Backoff other) {
        return new Retries(maxAttempts, other, on, notOn);
    }

    /** Whether a failure with this code is one to try again, attempts permitting. */
    public boolean cover(String code) {
        return !notOn.contains(code) && (on.isEmpty() || on.contains(code));
    }
}
