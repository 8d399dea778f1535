package io.taskservice.standalone;

/** Why Task Service cannot start here, as one sentence for the person who started it: what is wrong and what to do. */
final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartFailure(String sentence) {
        super(sentence);
    }

    StartFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
