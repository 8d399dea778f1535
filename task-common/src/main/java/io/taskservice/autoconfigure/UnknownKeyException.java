package io.taskservice.autoconfigure;

/** Says which configuration key does not exist, and which one may have been meant. */
final class UnknownKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    UnknownKeyException(String problem, String action) {
        super(problem);
        this.action = action;
    }

    String action() {
        return action;
    }
}
