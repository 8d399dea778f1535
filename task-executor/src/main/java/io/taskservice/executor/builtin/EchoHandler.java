package io.taskservice.executor.builtin;

import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;

/** Logs its params and returns them. */
final class EchoHandler implements TaskHandler {

    @Override
    public TaskResult execute(TaskContext context) {
        TaskLogger.info(context, "echo: {}", context.getParams());
        return TaskResult.success(context.getParams());
    }

    @Override
    public String description() {
        return "Logs its params and returns them";
    }

    @Override
    public String paramsSchema() {
        return "{\"description\": \"Anything, JSON or not\"}";
    }
}
