package io.taskservice.secret;

/** Says that something sealed cannot be opened: with a key that is not here, for another place, or changed since. */
public final class UnreadableSecretException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableSecretException(String message) {
        super(message);
    }
}
