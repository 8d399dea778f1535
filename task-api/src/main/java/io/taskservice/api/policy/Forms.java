package io.taskservice.api.policy;

/** Regular expressions of names that requests of several kinds have, with the words to refuse others. */
public final class Forms {

    /** Of a queue's name. */
    public static final String QUEUE = "[A-Za-z0-9._-]{1,64}";

    public static final String QUEUE_WORDS = "queue is 1 to 64 characters of A-Z, a-z, 0-9, dot, underscore and hyphen";

    /** Of an error code. */
    public static final String CODE = "[A-Za-z0-9_.-]{1,48}";

    public static final String CODE_WORDS = "an error code is 1 to 48 characters of A-Z, a-z, 0-9, _ . and -";

    private Forms() {}
}
