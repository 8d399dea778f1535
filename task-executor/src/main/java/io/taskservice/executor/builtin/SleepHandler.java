package io.taskservice.executor.builtin;

import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import org.jspecify.annotations.Nullable;

/** Sleeps for {@code {"millis": n}}, one second without, and reports its progress. */
final class SleepHandler implements TaskHandler {

    private static final int STEPS = 10;
    private static final long DEFAULT_MILLIS = 1000;
    private static final long MOST_MILLIS = 86_400_000;

    /** Its params. */
    record Params(@Nullable Long millis) {}

    @Override
    public TaskResult execute(TaskContext context) throws InterruptedException {
        Long asked = context.getParams(Params.class).millis();
        long millis = asked == null ? DEFAULT_MILLIS : asked;
        if (millis < 0 || millis > MOST_MILLIS) {
            return TaskResult.failure("INVALID_PARAMS", "millis must be 0 to " + MOST_MILLIS + ", not " + millis);
        }
        for (int step = 1; step <= STEPS; step++) {
            Thread.sleep(millis / STEPS);
            context.progress(step * 100 / STEPS, "slept " + millis * step / STEPS + " ms");
        }
        TaskLogger.info(context, "slept {} ms", millis);
        return TaskResult.success();
    }

    @Override
    public String description() {
        return "Sleeps for the given milliseconds";
    }

    @Override
    public String paramsSchema() {
        return """
                {"type": "object", "properties": {
                  "millis": {"type": "integer", "minimum": 0, "maximum": 86400000, "default": 1000}}}""";
    }
}
