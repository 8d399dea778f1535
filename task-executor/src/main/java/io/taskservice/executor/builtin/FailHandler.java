package io.taskservice.executor.builtin;

import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskResult;
import org.jspecify.annotations.Nullable;

/** Fails its first {@code {"times": n}} attempts, or all of them without, and then succeeds. */
final class FailHandler implements TaskHandler {

    /** Its params. */
    record Params(@Nullable Integer times, @Nullable String message) {}

    @Override
    public TaskResult execute(TaskContext context) {
        Params params = context.getParams(Params.class);
        int times = params.times() == null ? Integer.MAX_VALUE : params.times();
        if (context.getAttempt() > times) {
            return TaskResult.success("succeeded at attempt " + context.getAttempt());
        }
        String message = params.message() == null ? "failing as asked" : params.message();
        return TaskResult.failure(message + ", attempt " + context.getAttempt());
    }

    @Override
    public String description() {
        return "Fails the given number of times, then succeeds";
    }

    @Override
    public String paramsSchema() {
        return """
                {"type": "object", "properties": {
                  "times": {"type": "integer", "description": "Attempts that fail; left out: all"},
                  "message": {"type": "string", "description": "What they say"}}}""";
    }
}
