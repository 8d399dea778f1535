package io.taskservice.benchmarks.engine;

import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The handler of the measured tasks, as a user of the Task Service would write it. */
@Configuration(proxyBeanMethods = false)
class NoopConfiguration {

    static final String HANDLER = "noop";

    /** The number of the task, or of the definition. */
    record Params(int number) {}

    @Bean(HANDLER)
    TaskHandler noop() {
        return NoopConfiguration::execute;
    }

    private static TaskResult execute(TaskContext context) {
        int number = context.getParams(Params.class).number();
        if (context.getFireTime() == null) {
            Witness.ran(number);
        } else {
            Witness.fired(number, context.getFireTime());
        }
        TaskLogger.info(context, "task done");
        return TaskResult.success(null);
    }
}
