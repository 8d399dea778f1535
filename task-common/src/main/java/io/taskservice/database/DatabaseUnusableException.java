package io.taskservice.database;

/** Says why the database cannot be used, and what to do about it; a start that meets it fails with just that. */
public final class DatabaseUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    DatabaseUnusableException(String problem, String action, Throwable cause) {
        super(problem, cause);
        this.action = action;
    }

    DatabaseUnusableException(String problem, String action) {
        super(problem);
        this.action = action;
    }

    /** What to do about it. */
    public String action() {
        return action;
    }
}
