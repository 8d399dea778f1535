package io.taskservice.api.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.api.EventSource;
import io.taskservice.api.EventSource.Event;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.Claim;
import io.taskservice.log.LogLevel;
import io.taskservice.log.LogLine;
import io.taskservice.log.TaskLogRepository;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class LogStreamIT extends ApiTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Autowired
    private TaskLogRepository logs;

    private String instance;
    private Claim claim;

    @BeforeEach
    void running() {
        instance = run(created(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\"")));
        claim = claim(instance);
    }

    @Test
    void linesComeAsTheyAreWrittenAndTheEndIsTold() {
        log(1);
        try (EventSource source = tenant.listen(path())) {
            await().atMost(SOON).until(() -> source.events("line").size() == 1);
            log(2);
            await().atMost(SOON).until(() -> source.events("line").size() == 2);
            assertThat(source.events("end")).isEmpty();

            succeed(claim);

            await().atMost(SOON).until(source::hasEnded);
            assertThat(source.events()).extracting(Event::type).containsExactly("line", "line", "end");
            assertThat(source.events()).extracting(Event::id).containsExactly("1.1", "1.2", "end");
            assertThat(source.events().get(1).json().get("message").asString()).isEqualTo("line 2");
        }
    }

    @Test
    void whoComesBackGoesOnAfterItsLine() {
        log(1);
        log(2);
        log(3);
        succeed(claim);

        try (EventSource back = tenant.listen(path(), "Last-Event-ID", "1.2")) {
            await().atMost(SOON).until(back::hasEnded);
            assertThat(back.events()).extracting(Event::id).containsExactly("1.3", "end");
        }
        assertThat(tenant.get(path(), "Last-Event-ID", "end").status()).isEqualTo(204);
    }

    @Test
    void aLongLogComesWhole() {
        for (int from = 1; from <= 3000; from += 500) {
            logs.insert(IntStream.range(from, from + 500).mapToObj(this::line).toList());
        }
        succeed(claim);

        try (EventSource source = tenant.listen(path())) {
            await().atMost(Duration.ofSeconds(20)).until(source::hasEnded);
            assertThat(source.events("line")).hasSize(3000);
            assertThat(source.events("line").get(2999).id()).isEqualTo("1.3000");
        }
    }

    @Test
    void whatCannotBeFollowedIsRefused() {
        ApiClient other =
                newTenant(new TenantId("o-" + UUID.randomUUID().toString().substring(0, 13)));

        assertThat(other.get(path()).code()).isEqualTo("INSTANCE_NOT_FOUND");
        assertThat(other.get(path(), "Last-Event-ID", "end").code()).isEqualTo("INSTANCE_NOT_FOUND");
        assertThat(tenant.get(path(), "Last-Event-ID", "x").field()).isEqualTo("Last-Event-ID");
        assertThat(tenant.get(path() + "?levels=LOUD").field()).isEqualTo("levels");
    }

    private void log(int seq) {
        logs.insert(List.of(line(seq)));
    }

    private LogLine line(int seq) {
        return new LogLine(tenantId, new InstanceId(instance), 1, seq, LogLevel.INFO, "line " + seq, database.now());
    }

    private String path() {
        return ApiClient.INSTANCES + "/" + instance + "/logs/stream";
    }
}
