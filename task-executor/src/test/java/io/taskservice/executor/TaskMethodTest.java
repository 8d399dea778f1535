package io.taskservice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskMethod;
import io.taskservice.handler.TaskResult;
import io.taskservice.testkit.TestContext;
import java.io.IOException;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Lazy;

class TaskMethodTest {

    private final Map<String, TaskHandler> found = handlersOf(Methods.class);

    @Test
    void everyAnnotatedMethodIsAHandlerByItsName() {
        assertThat(found.keySet())
                .containsExactlyInAnyOrder(
                        "whole", "members", "context", "nothing", "decides", "throws", "map", "private");
        assertThat(handler("members").description()).isEqualTo("Adds up");
    }

    @Test
    void aRecordIsTheWholeOfTheParams() throws Exception {
        assertThat(call("whole", "{\"source\":\"a\",\"rows\":3,\"other\":1}")).isEqualTo("a/3");
        assertThat(call("map", "{\"x\":1}")).isEqualTo("{x=1}");
    }

    @Test
    void aSimpleArgumentIsTheMemberOfItsName() throws Exception {
        assertThat(call("members", "{\"count\":2,\"name\":\"n\",\"day\":\"MONDAY\",\"list\":[1,2]}"))
                .isEqualTo("2 n MONDAY [1, 2]");
    }

    @Test
    void theContextIsHandedOn() throws Exception {
        assertThat(call("context", "{\"count\":7}")).isEqualTo("7 at attempt 1");
    }

    @Test
    void aMethodWithoutResultSucceeds() throws Exception {
        assertThat(handler("nothing").execute(TestContext.of(""))).isEqualTo(TaskResult.success(null));
        assertThat(call("private", "")).isEqualTo("reached");
    }

    @Test
    void aMethodMayDecide() throws Exception {
        assertThat(handler("decides").execute(TestContext.of(""))).isEqualTo(TaskResult.failure("E", "no"));
    }

    @Test
    void whatAMethodThrowsIsThrownAsItIs() {
        assertThatThrownBy(() -> handler("throws").execute(TestContext.of("")))
                .isInstanceOf(IOException.class)
                .hasMessage("disk");
    }

    @Test
    void paramsThatDoNotFitAreRefusedWithTheReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call("members", "{\"count\":1}"))
                .withMessageContaining("'name'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call("members", "{\"count\":\"many\",\"name\":\"n\",\"day\":\"MONDAY\",\"list\":[]}"))
                .withMessageContaining("int");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> call("whole", "{not json"))
                .withMessageContaining("not JSON");
    }

    @Test
    void twoMethodsOfOneNameAreRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> handlersOf(Twice.class))
                .withMessageContaining("'same'");
    }

    @Test
    void aBeanAndAMethodOfOneNameAreRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> HandlerRegistry.of(List.of(Map.of("whole", context -> TaskResult.success()), found)))
                .withMessageContaining("'whole'");
    }

    @Test
    void beansWithoutSuchMethodsAreNotCreated() {
        assertThat(handlersOf(Explosive.class)).isEmpty();
    }

    private Object call(String name, String params) throws Exception {
        return Objects.requireNonNull(
                handler(name).execute(TestContext.of(params)).value());
    }

    private TaskHandler handler(String name) {
        return Objects.requireNonNull(found.get(name));
    }

    private static Map<String, TaskHandler> handlersOf(Class<?> bean) {
        AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
        beans.register(bean);
        beans.refresh();
        return TaskMethods.find(beans.getBeanFactory(), new ParamsReader());
    }

    /** Params of a handler. */
    record Job(String source, int rows) {}

    /** Handlers of every shape. */
    static class Methods {

        @TaskMethod("whole")
        String whole(Job job) {
            return job.source() + "/" + job.rows();
        }

        @TaskMethod(value = "members", description = "Adds up")
        public String members(int count, String name, DayOfWeek day, List<Integer> list) {
            return count + " " + name + " " + day + " " + list;
        }

        @TaskMethod("context")
        String context(TaskContext context, long count) {
            return count + " at attempt " + context.getAttempt();
        }

        @TaskMethod("map")
        String map(Map<String, Object> all) {
            return all.toString();
        }

        @TaskMethod("nothing")
        void nothing() {}

        @TaskMethod("private")
        private String hidden() {
            return "reached";
        }

        @TaskMethod("decides")
        TaskResult decides() {
            return TaskResult.failure("E", "no");
        }

        @TaskMethod("throws")
        @Nullable
        Object fails() throws IOException {
            throw new IOException("disk");
        }
    }

    /** Two of one name. */
    static class Twice {

        @TaskMethod("same")
        void one() {}

        @TaskMethod("same")
        void two() {}
    }

    /** Must not be touched. */
    @Lazy
    static class Explosive {

        Explosive() {
            throw new IllegalStateException("created");
        }
    }
}
