package io.taskservice.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskResult;
import io.taskservice.testkit.TestContext;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class CustomTaskHandlerTest {

    @Test
    void theExampleIsABeanOfItsName() {
        try (AnnotationConfigApplicationContext beans =
                new AnnotationConfigApplicationContext(CustomTaskHandler.class)) {
            assertThat(beans.getBeansOfType(TaskHandler.class)).containsOnlyKeys("customTaskHandler");
        }
    }

    @Test
    void theExampleLogsAndReturnsAsItsAuthorMeant() throws Exception {
        TestContext context = TestContext.of("{\"source\":\"db1\",\"target\":\"db2\"}");

        assertThat(new CustomTaskHandler().execute(context))
                .isEqualTo(TaskResult.success("processed {\"source\":\"db1\",\"target\":\"db2\"}"));
        assertThat(context.logged()).containsExactly("INFO 开始执行自定义任务", "INFO 任务执行完成");
    }

    @Test
    void theExamplesExceptionIsAFailure() throws Exception {
        TestContext context = TestContext.of("");

        assertThat(new CustomTaskHandler().execute(context)).isEqualTo(TaskResult.failure("no params"));
        assertThat(context.logged().get(1)).isEqualTo("ERROR 任务执行失败 java.lang.IllegalArgumentException: no params");
    }
}
