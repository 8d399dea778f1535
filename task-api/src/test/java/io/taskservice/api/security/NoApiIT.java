package io.taskservice.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTestApplication;
import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestSecrets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A process that does not play the API: its web server is there for health alone. */
@SpringBootTest(classes = NoApiIT.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class NoApiIT {

    private static final TestDatabase SCHEMA = TestDatabase.fresh();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("app.task.roles", () -> "executor");
        properties.add("app.task.metrics.public", () -> "false");
        properties.add("app.task.secrets.key", TestSecrets::key);
        properties.add("app.task.database.host", SCHEMA::host);
        properties.add("app.task.database.port", SCHEMA::port);
        properties.add("app.task.database.name", SCHEMA::name);
        properties.add("app.task.database.user", SCHEMA::user);
        properties.add("app.task.database.password", SCHEMA::password);
    }

    @AfterAll
    static void drop() {
        SCHEMA.close();
    }

    @Test
    void everythingButHealthIsRefusedInTheSameFormWithAnyKey() {
        for (@Nullable String key : new @Nullable String[] {null, ApiTestApplication.ADMIN_KEY}) {
            ApiClient client = new ApiClient(port, key);
            for (String path : new String[] {
                "/api/v1/tasks/definitions",
                "/v3/api-docs",
                "/swagger-ui/index.html",
                "/actuator/prometheus",
                "/",
                "/error"
            }) {
                Answer answer = client.get(path);
                assertThat(answer.status()).as(path).isEqualTo(401);
                assertThat(answer.code()).isEqualTo("UNAUTHENTICATED");
            }
            assertThat(client.get("/actuator/health").status()).isIn(200, 404);
        }
    }

    /** What such a process has. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
