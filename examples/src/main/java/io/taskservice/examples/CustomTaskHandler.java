package io.taskservice.examples;

import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import org.springframework.stereotype.Component;

/** A handler as a bean: its bean name is the handler's name. */
@Component("customTaskHandler")
class CustomTaskHandler implements TaskHandler {

    /** The params of an instance: {@code {"source": "db1", "target": "db2"}}. */
    record Route(String source, String target) {}

    @Override
    public TaskResult execute(TaskContext context) {
        TaskLogger.info(context, "开始执行自定义任务");
        Route route = context.getParams(Route.class);
        for (int percent = 0; percent <= 100; percent += 25) {
            if (context.isCancelled()) {
                return TaskResult.failure("stopped at " + percent + " %");
            }
            context.progress(percent, route.source() + " → " + route.target());
        }
        TaskLogger.info(context, "任务执行完成: {} → {}", route.source(), route.target());
        return TaskResult.success("copied " + route.source() + " to " + route.target());
    }
}
