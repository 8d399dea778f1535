package io.taskservice.schedule;

/**
 * Says that a schedule cannot be accepted: which field, where in it, why, and what to write instead.
 *
 * <p>The message is meant for the person who typed the schedule and holds nothing internal.
 */
public class InvalidScheduleException extends RuntimeException {

    /** The {@link #position()} of a problem that concerns the whole field. */
    public static final int NO_POSITION = -1;

    private static final long serialVersionUID = 1L;

    private final String field;
    private final int position;

    /** A problem with the whole of {@code field}, a JSON field name such as {@code intervalMs}. */
    public InvalidScheduleException(String field, String message) {
        this(field, NO_POSITION, message);
    }

    /** A problem at the 0-based index {@code position} of the text of {@code field}. */
    public InvalidScheduleException(String field, int position, String message) {
        super(message);
        this.field = field;
        this.position = position;
    }

    /** The JSON name of the field at fault: {@code cronExpression}, {@code intervalMs}, {@code timeZone}, … */
    public String field() {
        return field;
    }

    /** The 0-based index in the field's text where the problem starts, or {@link #NO_POSITION}. */
    public int position() {
        return position;
    }
}
