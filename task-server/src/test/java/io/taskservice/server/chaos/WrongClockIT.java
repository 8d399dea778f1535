package io.taskservice.server.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.lab.HistoryChecker;
import io.taskservice.lab.journal.Effect;
import io.taskservice.lab.journal.Journals;
import io.taskservice.lab.law.CheckOptions;
import io.taskservice.server.ServerLaunch;
import io.taskservice.server.ServerProcess;
import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestFolders;
import io.taskservice.testkit.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tools of the chaos tests: a server has another clock, a handler that writes journals, and is frozen and halted. */
@Tag("once")
class WrongClockIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aServerFiveMinutesAheadFiresAndRunsAtTheRightTime() throws Exception {
        assumeThat(ServerLaunch.faketime())
                .as("libfaketime (apt-get install faketime)")
                .isPresent();
        Path journals = TestFolders.own("journals");
        try (TestDatabase database = TestDatabase.fresh();
                TestRedis redis = TestRedis.dedicated();
                ServerProcess server = ServerLaunch.of("api,scheduler,executor", database, redis)
                        .journals(journals)
                        .clockOff(Duration.ofMinutes(5))
                        .start()) {
            JdbcClient sql = JdbcClient.create(database.dataSource());
            server.awaitReady();
            assertThat(Instant.parse(server.send("GET", "/api/v1/tasks/scheduler/status", "", 200)
                            .path("timestamp")
                            .asString()))
                    .as("its clock")
                    .isAfter(Instant.now().plusSeconds(200));

            server.send("POST", "/api/v1/tasks/definitions", """
                    {"taskName": "every second", "taskHandler": "journal", "scheduleType": "FIXED_RATE", "intervalMs": 1000,
                     "taskParams": "{}"}""", 201);
            await().atMost(PATIENCE).until(() -> successes(sql) >= 5);
            server.freeze();
            server.thaw();
            server.send("POST", "/api/v1/tasks/submit", """
                    {"handler": "journal", "params": {"halts": 1}, "delayMs": 2000}""", 202);
            server.awaitEnd();

            List<Effect> effects = effects(Journals.read(journals));
            assertThat(effects)
                    .hasSizeGreaterThanOrEqualTo(6)
                    .allSatisfy(effect -> assertThat(
                                    Duration.between(Objects.requireNonNull(effect.begin()), Instant.now())
                                            .abs())
                            .isLessThan(PATIENCE.multipliedBy(2)));
            assertThat(HistoryChecker.check(database.dataSource(), Journals.read(journals), CheckOptions.DEFAULT))
                    .isEmpty();
        }
    }

    private static List<Effect> effects(Journals journals) {
        return journals.instances().stream()
                .flatMap(instance -> journals.of(instance).stream())
                .toList();
    }

    private static long successes(JdbcClient sql) {
        return sql.sql("SELECT COUNT(*) FROM task_instances WHERE handler = 'journal' AND status = 'SUCCESS'")
                .query(Long.class)
                .single();
    }
}
