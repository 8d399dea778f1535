package io.taskservice.handler;

import org.jspecify.annotations.Nullable;

/** The code of a task: a Spring bean, found by its bean name. */
public interface TaskHandler {

    /**
     * Runs one attempt.
     *
     * <p>It may be called again for the same instance, after a failure or a lost node: use {@link
     * TaskContext#getIdempotencyKey()} so that effects outside happen once. A long one looks at {@link
     * TaskContext#isCancelled()} now and then; it is also interrupted.
     *
     * @return the outcome; null counts as success without a result
     * @throws Exception any exception is a failure, with its stack in the instance's log
     */
    TaskResult execute(TaskContext context) throws Exception;

    /** What it does, in a sentence, for lists of handlers. */
    default String description() {
        return "";
    }

    /** JSON Schema of its params, an object, for people and forms; null: not told. Nothing is checked against it. */
    default @Nullable String paramsSchema() {
        return null;
    }
}
