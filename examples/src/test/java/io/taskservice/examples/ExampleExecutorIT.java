package io.taskservice.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.database.Migrations;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.event.Outbox;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.Origin;
import io.taskservice.instance.TaskInstance;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.log.LogCursor;
import io.taskservice.log.LogLevel;
import io.taskservice.log.LogLine;
import io.taskservice.log.TaskLogRepository;
import io.taskservice.node.Node;
import io.taskservice.node.NodeRepository;
import io.taskservice.signal.Signals;
import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestSecrets;
import io.taskservice.work.ExecutionPolicy;
import io.taskservice.work.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

class ExampleExecutorIT {

    private static final TenantId TENANT = TenantId.DEFAULT;

    private static TestDatabase schema;
    private static TaskDatabase database;
    private static TaskInstanceRepository instances;
    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        schema = TestDatabase.fresh();
        Migrations.migrate(schema.dataSource());
        database = new TaskDatabase(schema.dataSource());
        instances = new TaskInstanceRepository(
                database, new TaskDefinitionRepository(database), new Outbox(database, new Signals()));
        Map<String, Object> settings = Map.of(
                "app.task.database.host", schema.host(),
                "app.task.database.port", schema.port(),
                "app.task.database.name", schema.name(),
                "app.task.database.user", schema.user(),
                "app.task.database.password", schema.password(),
                "app.task.database.ssl-mode", "DISABLED",
                "app.task.secrets.key", TestSecrets.key());
        application = new SpringApplicationBuilder(ExampleExecutor.class)
                .initializers(context ->
                        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings)))
                .run();
    }

    @AfterAll
    static void stop() {
        application.close();
        schema.close();
    }

    @Test
    void joinsAsAnExecutorWithItsOwnHandlersOnly() {
        await().untilAsserted(() -> assertThat(new NodeRepository(database).live())
                .singleElement()
                .extracting(Node::profile)
                .satisfies(profile -> {
                    assertThat(profile.handlers()).containsExactlyInAnyOrder("customTaskHandler", "dailyReport");
                    assertThat(profile.slots()).isEqualTo(10);
                }));
    }

    @Test
    void runsAHandlerBeanAndKeepsItsLog() {
        TaskInstance instance = run("customTaskHandler", "{\"source\":\"db1\",\"target\":\"db2\"}");

        assertThat(instance.outcome().result()).isEqualTo("copied db1 to db2");
        assertThat(instance.status()).isEqualTo(InstanceStatus.SUCCESS);
        assertThat(new TaskLogRepository(database).read(instance, Set.of(LogLevel.values()), LogCursor.START, 10))
                .extracting(LogLine::message)
                .containsExactly("开始执行自定义任务", "任务执行完成: db1 → db2");
    }

    @Test
    void bindsTheArgumentsOfAHandlerMethod() {
        TaskInstance instance = run("dailyReport", "{\"day\":\"2026-11-22\",\"regions\":[\"north\",\"south\"]}");

        assertThat(instance.outcome().result()).isEqualTo("{\"day\":\"2026-11-22\",\"lines\":2}");
    }

    @Test
    void saysWhichParamIsMissing() {
        TaskInstance instance = run("dailyReport", "{\"day\":\"2026-11-22\"}");

        assertThat(instance.status()).isEqualTo(InstanceStatus.FAILED);
        assertThat(instance.outcome().errorMessage()).contains("The params lack 'regions'");
    }

    private static TaskInstance run(String handler, String params) {
        NewInstance instance = new NewInstance(
                InstanceId.next(),
                TENANT,
                null,
                new Route(handler, Route.DEFAULT_QUEUE, Route.DEFAULT_PRIORITY),
                params,
                ExecutionPolicy.DEFAULT,
                Origin.request(null, null, null),
                NewInstance.Start.now(database.now()),
                false,
                null);
        instances.insert(List.of(instance));
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> instances.find(TENANT, instance.id()).orElseThrow(),
                        found -> found.status().isTerminal());
    }
}
