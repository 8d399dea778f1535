package io.taskservice.lab.law;

/** A row that breaks a law, as a statement that looks for such rows returns it; see {@link Violation}. */
record Broken(String tenant, String subject, String expected, String found) {

    /** Such rows that one statement returns: beyond, they are not counted. */
    static final int MOST = 1000;
}
