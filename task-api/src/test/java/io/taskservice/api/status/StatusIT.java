package io.taskservice.api.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiTest;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.stats.ExecutionCounts;
import io.taskservice.stats.ExecutionStatsRepository;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class StatusIT extends ApiTest {

    @Autowired
    private ExecutionStatsRepository stats;

    @Test
    void tellsHowTheServiceDoes() {
        update("DELETE FROM execution_stats");
        stats.add(new NodeId("test-node"), new ExecutionCounts(3, 1, 10_000));
        update("INSERT INTO execution_stats (minute, node_id, successes, failures, duration_ms)"
                + " VALUES (TIMESTAMPADD(MINUTE, -61, UTC_TIMESTAMP()), 'test-node', 100, 100, 1)");
        update("UPDATE nodes SET busy = 2 WHERE id = 'test-node'");

        Answer answer = tenant.get("/api/v1/status");
        update("UPDATE nodes SET busy = 0 WHERE id = 'test-node'");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode data = answer.data();
        assertThat(data.get("service").asString()).isEqualTo("task-service");
        assertThat(data.get("status").asString()).isEqualTo("running");
        assertThat(data.get("uptimeSeconds").asDouble()).isPositive();
        assertThat(Instant.parse(data.get("startedAt").asString())).isBefore(Instant.parse("9000-01-01T00:00:00Z"));
        assertThat(data.get("version").asString()).isNotBlank();
        assertThat(data.get("environment").toString()).isEqualTo("[\"default\"]");
        assertThat(data.get("port").asInt()).isEqualTo(port);
        assertThat(data.get("features").toString())
                .isEqualTo("{\"autoScaling\":false,\"distributedTasks\":true,\"faultTolerance\":true,"
                        + "\"loadBalancing\":true,\"multiTenant\":true,\"nacos\":false,\"redis\":false}");
        assertThat(data.get("workerSummary").toString())
                .isEqualTo("{\"totalWorkers\":1,\"runningWorkers\":1,\"maxConcurrentPerWorker\":10,"
                        + "\"totalMaxConcurrent\":10}");
        assertThat(data.get("statistics").toString())
                .isEqualTo("{\"tasksProcessed\":4,\"tasksFailed\":1,\"currentActiveTasks\":2,"
                        + "\"averageTaskDuration\":2.5}");
    }

    @Test
    void countsATenantsTasksAndNobodyElses() {
        String definition = created(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\""));
        String first = run(definition);
        succeed(claim(first));
        String second = run(definition);
        succeed(claim(second));
        update("UPDATE task_instances SET execution_duration = 2000 WHERE id = '" + first + "'");
        update("UPDATE task_instances SET execution_duration = 1000 WHERE id = '" + second + "'");
        String old = run(definition);
        succeed(claim(old));
        update("UPDATE task_instances SET id = '"
                + InstanceId.lowestAt(database.now().minus(Duration.ofHours(25)))
                        .value()
                        .substring(0, 24)
                + "ffffffffffff' WHERE id = '" + old + "'");
        String running = run(definition);
        claim(running);
        run(definition);

        JsonNode data = tenant.get("/api/v1/tasks/stats").data();

        assertThat(data.get("active").toString()).isEqualTo("{\"SCHEDULED\":0,\"PENDING\":1,\"RUNNING\":1}");
        assertThat(data.get("ended").toString())
                .isEqualTo("{\"SUCCESS\":{\"instances\":2,\"averageSeconds\":1.5},"
                        + "\"FAILED\":{\"instances\":0,\"averageSeconds\":0.0},"
                        + "\"CANCELLED\":{\"instances\":0,\"averageSeconds\":0.0}}");
        assertThat(Instant.parse(data.get("since").asString()))
                .isBetween(
                        database.now().minus(Duration.ofHours(24)).minusSeconds(60),
                        database.now().minus(Duration.ofHours(24)));
    }
}
