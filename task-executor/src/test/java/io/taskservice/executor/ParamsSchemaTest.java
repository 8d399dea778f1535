package io.taskservice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskMethod;
import io.taskservice.handler.TaskResult;
import io.taskservice.node.HandlerInfo;
import io.taskservice.testkit.TestContext;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParamsSchemaTest {

    private final ParamsReader reader = new ParamsReader();

    @Test
    void argumentsAreMembersThatHaveToBeThere() {
        assertThat(schemaOf("members"))
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},"
                                + "\"count\":{\"type\":\"integer\"},\"share\":{\"type\":\"number\"},"
                                + "\"urgent\":{\"type\":\"boolean\"},\"colour\":{\"enum\":[\"RED\",\"BLUE\"]},"
                                + "\"at\":{\"type\":\"string\",\"format\":\"date-time\"},"
                                + "\"ids\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}},"
                                + "\"bytes\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}},"
                                + "\"required\":[\"at\",\"bytes\",\"colour\",\"count\",\"ids\",\"name\",\"share\",\"urgent\"]}");
    }

    @Test
    void aRecordIsTheWholeOfTheParamsAndOnlyItsPrimitivesHaveToBeThere() {
        assertThat(schemaOf("whole"))
                .isEqualTo("{\"type\":\"object\",\"properties\":{\"retries\":{\"type\":\"integer\"},"
                        + "\"for\":{\"type\":\"string\",\"format\":\"duration\"},"
                        + "\"price\":{\"type\":\"number\"},\"note\":{\"type\":\"string\"},"
                        + "\"labels\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}},"
                        + "\"parts\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":"
                        + "{\"id\":{\"type\":\"integer\"}},\"required\":[\"id\"]}},\"any\":{}},"
                        + "\"required\":[\"retries\"]}");
    }

    /** What the schema calls required is what the binding requires. */
    @Test
    void theSchemaSaysWhatTheBindingDoes() throws Exception {
        TaskHandler handler = handler("whole");

        assertThat(handler.execute(TestContext.of("{\"retries\":1}")).successful())
                .isTrue();
        assertThatThrownBy(() -> handler.execute(TestContext.of("{\"price\":1}")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(handler.execute(TestContext.of("{\"retries\":1,\"for\":\"PT5S\",\"unknown\":1}"))
                        .successful())
                .isTrue();
        assertThatThrownBy(() -> handler("members").execute(TestContext.of("{\"name\":\"x\"}")))
                .hasMessageContaining("The params lack");
    }

    @Test
    void aRecordWithinItselfEnds() {
        assertThat(schemaOf("tree")).startsWith("{\"type\":\"object\"").hasSizeLessThan(2000);
    }

    @Test
    void whatTakesAnythingOrNothingSaysSo() {
        assertThat(schemaOf("map")).isEqualTo("{\"type\":\"object\",\"properties\":{}}");
        assertThat(schemaOf("contextOnly")).isNull();
        assertThat(schemaOf("nothing")).isNull();
    }

    @Test
    void aHandlersOwnSchemaIsShownIfItIsAnObject() {
        HandlerRegistry handlers = HandlerRegistry.of(List.of(Map.of(
                "good",
                saying("{\"type\":\"object\"}"),
                "broken",
                saying("{"),
                "list",
                saying("[]"),
                "none",
                context -> TaskResult.success())));

        assertThat(handlers.infos(reader))
                .containsExactlyInAnyOrder(
                        new HandlerInfo("good", "says", "{\"type\":\"object\"}"),
                        new HandlerInfo("broken", "says", null),
                        new HandlerInfo("list", "says", null),
                        new HandlerInfo("none", "", null));
    }

    private static TaskHandler saying(String schema) {
        return new TaskHandler() {
            @Override
            public TaskResult execute(TaskContext context) {
                return TaskResult.success();
            }

            @Override
            public String description() {
                return "says";
            }

            @Override
            public String paramsSchema() {
                return schema;
            }
        };
    }

    private @Nullable String schemaOf(String method) {
        return handler(method).paramsSchema();
    }

    private TaskHandler handler(String name) {
        Method method = Arrays.stream(Methods.class.getDeclaredMethods())
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return new MethodHandler(new Methods(), method, method.getAnnotation(TaskMethod.class), reader);
    }

    /** What a user might write. */
    static final class Methods {

        @TaskMethod("members")
        void members(
                String name,
                int count,
                double share,
                boolean urgent,
                Colour colour,
                Instant at,
                List<Long> ids,
                String[] bytes,
                TaskContext context) {}

        @TaskMethod("whole")
        void whole(Order order) {}

        @TaskMethod("tree")
        void tree(Tree tree) {}

        @TaskMethod("map")
        void map(Map<String, Object> all) {}

        @TaskMethod("contextOnly")
        void contextOnly(TaskContext context) {}

        @TaskMethod("nothing")
        void nothing() {}
    }

    enum Colour {
        RED,
        BLUE
    }

    record Order(
            int retries,
            @JsonProperty("for") Duration howLong,
            BigDecimal price,
            Optional<String> note,
            Map<String, String> labels,
            List<Part> parts,
            Object any) {}

    record Part(long id) {}

    record Tree(List<Tree> children) {}
}
