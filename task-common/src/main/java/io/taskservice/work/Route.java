package io.taskservice.work;

/**
 * Where an instance goes: to which handler, through which queue, how far to the front.
 *
 * @param handler name of the TaskHandler bean
 * @param queue queue it waits in
 * @param priority 1 (first) to 10 (last)
 */
public record Route(String handler, String queue, int priority) {

    /** The queue of whoever names none. */
    public static final String DEFAULT_QUEUE = "default";

    /** The priority of whoever names none. */
    public static final int DEFAULT_PRIORITY = 5;
}
