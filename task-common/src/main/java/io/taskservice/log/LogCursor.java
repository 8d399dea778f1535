package io.taskservice.log;

/**
 * A place in an instance's log.
 *
 * @param attempt attempt of the last line read; 0: none read yet
 * @param seq number of that line
 */
public record LogCursor(int attempt, int seq) {

    /** Before the first line. */
    public static final LogCursor START = new LogCursor(0, 0);
}
