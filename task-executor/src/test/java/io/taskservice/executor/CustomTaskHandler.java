package io.taskservice.executor;

import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import org.springframework.stereotype.Component;

/** The example of the requirements, word for word: it must go on compiling as it is. */
@Component("customTaskHandler")
public class CustomTaskHandler implements TaskHandler {

    @Override
    public TaskResult execute(TaskContext context) {
        try {
            // 任务逻辑实现
            TaskLogger.info(context, "开始执行自定义任务");

            // 业务处理
            String result = processTask(context.getParams());

            TaskLogger.info(context, "任务执行完成");
            return TaskResult.success(result);

        } catch (Exception e) {
            TaskLogger.error(context, "任务执行失败", e);
            return TaskResult.failure(e.getMessage());
        }
    }

    private String processTask(String params) {
        if (params.isEmpty()) {
            throw new IllegalArgumentException("no params");
        }
        return "processed " + params;
    }
}
