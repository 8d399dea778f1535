package io.taskservice.executor.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.handler.TaskResult;
import io.taskservice.testkit.TestContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInHandlersTest {

    @Test
    void echoLogsAndReturnsItsParams() {
        TestContext context = TestContext.of("{\"a\":1}");

        assertThat(new EchoHandler().execute(context)).isEqualTo(TaskResult.success("{\"a\":1}"));
        assertThat(context.logged()).containsExactly("INFO echo: {\"a\":1}");
    }

    @Test
    void failFailsAsOftenAsAskedAndThenSucceeds() {
        FailHandler handler = new FailHandler();
        TestContext twice = TestContext.of("{\"times\":2,\"message\":\"no\"}");

        assertThat(handler.execute(twice)).isEqualTo(TaskResult.failure("no, attempt 1"));
        assertThat(handler.execute(twice.attempt(2)).successful()).isFalse();
        assertThat(handler.execute(twice.attempt(3)).successful()).isTrue();
        assertThat(handler.execute(TestContext.of("").attempt(1000)).successful())
                .isFalse();
    }

    @Test
    void sleepSleepsAndTellsHowFarItIs() throws Exception {
        TestContext context = TestContext.of("{\"millis\":20}");

        assertThat(new SleepHandler().execute(context)).isEqualTo(TaskResult.success());
        assertThat(context.percent()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"millis\":-1}", "{\"millis\":86400001}"})
    void sleepRefusesWhatIsNoSleep(String params) throws Exception {
        assertThat(new SleepHandler().execute(TestContext.of(params)).errorCode())
                .isEqualTo("INVALID_PARAMS");
    }
}
