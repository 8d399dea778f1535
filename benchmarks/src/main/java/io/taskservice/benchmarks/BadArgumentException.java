package io.taskservice.benchmarks;

/** An argument of the command line that cannot be; the message says what could. */
final class BadArgumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadArgumentException(String message) {
        super(message);
    }
}
