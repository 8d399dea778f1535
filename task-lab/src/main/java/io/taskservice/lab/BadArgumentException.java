package io.taskservice.lab;

/** An argument of the command line, or a variable of the environment, that cannot be; the message says what could. */
final class BadArgumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadArgumentException(String message) {
        super(message);
    }
}
