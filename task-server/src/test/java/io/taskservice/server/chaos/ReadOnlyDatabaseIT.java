package io.taskservice.server.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.server.ServerProcess;
import io.taskservice.testkit.DedicatedDatabase;
import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestRedis;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that answers and takes nothing, as in a failover, costs time and nothing else. */
class ReadOnlyDatabaseIT {

    private static final String SUBMIT = "/api/v1/tasks/submit";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TASKS = 20;

    @Test
    void outcomesAndLogLinesWaitUntilTheDatabaseTakesThemAgain() {
        assumeThat(DedicatedDatabase.missing()).isEmpty();
        try (DedicatedDatabase server = DedicatedDatabase.start();
                TestDatabase database = TestDatabase.freshOn(server);
                TestRedis redis = TestRedis.dedicated();
                ServerProcess node = ServerProcess.start("api,scheduler,executor", database, redis)) {
            JdbcClient sql = JdbcClient.create(database.dataSource());
            node.awaitReady();
            for (int i = 0; i < TASKS; i++) {
                node.send("POST", SUBMIT, "{\"handler\":\"sleep\",\"params\":{\"millis\":3000}}", 202);
            }
            await().atMost(PATIENCE).until(() -> count(sql, "RUNNING") == TASKS);

            server.readOnly(true);
            HttpResponse<String> refused =
                    node.exchange("POST", SUBMIT, "{\"handler\":\"echo\"}", ServerProcess.ADMIN_KEY);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            await().atMost(PATIENCE).until(() -> node.log().contains("Loop writer failed a pass and goes on"));
            server.readOnly(false);

            await().atMost(PATIENCE).until(() -> count(sql, "SUCCESS") == TASKS);
            assertThat(sql.sql("SELECT COUNT(DISTINCT task_instance_id) FROM task_logs WHERE log_message LIKE 'slept%'")
                            .query(Integer.class)
                            .single())
                    .as("instances with their log")
                    .isEqualTo(TASKS);
            assertThat(node.log()).doesNotContain("it fails instead");
        }
    }

    private static int count(JdbcClient sql, String status) {
        return sql.sql("SELECT COUNT(*) FROM task_instances WHERE tenant_id != 'system' AND status = ?")
                .param(status)
                .query(Integer.class)
                .single();
    }
}
