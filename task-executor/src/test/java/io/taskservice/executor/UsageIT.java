package io.taskservice.executor;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.log.LogLine;
import io.taskservice.quota.Quotas;
import io.taskservice.quota.TenantQuotas;
import io.taskservice.testkit.TestStores;
import io.taskservice.usage.LogAllowance;
import io.taskservice.usage.UsageCounts;
import io.taskservice.usage.UsageLoop;
import io.taskservice.usage.UsageMeter;
import io.taskservice.usage.UsageRepository;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What attempts use is counted for their tenant, and logs end with their quota. */
class UsageIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final int LOG_QUOTA = 1000;

    private final UsageMeter meter = new UsageMeter();
    private final UsageRepository usage = new UsageRepository(STORES.database());
    private final LogAllowance allowance =
            new LogAllowance(usage, new TenantQuotas(STORES.database(), new Quotas(0, 0, 0, 0, LOG_QUOTA, 0, 0)));
    private final UsageLoop loop = new UsageLoop(meter, usage, allowance);

    @BeforeEach
    void emptyTheTables() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void attemptsAndTheirTimeAndLogsAreCounted() throws Exception {
        try (Engine engine = engine()) {
            engine.awaitEnd(anInstance().handler("good").insertInto(STORES));
            engine.awaitEnd(anInstance().handler("bad").insertInto(STORES));
        }
        loop.close();

        UsageCounts today = today();
        assertThat(today.attempts()).isEqualTo(2);
        assertThat(today.successes()).isEqualTo(1);
        assertThat(today.failures()).isEqualTo(1);
        assertThat(today.logBytes()).isEqualTo("中文".getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
    }

    @Test
    void logsEndWithTheQuotaOfTheDayAndSaySoOncePerAttempt() throws Exception {
        try (Engine engine = engine()) {
            engine.awaitEnd(anInstance().handler("chatty").insertInto(STORES));
            loop.storeOnce();

            InstanceId late = anInstance().handler("chatty").insertInto(STORES);
            engine.awaitEnd(late);
            InstanceId other =
                    anInstance().tenant(new TenantId("other")).handler("chatty").insertInto(STORES);
            engine.awaitEnd(other);

            List<LogLine> lines = engine.logOf(late);
            assertThat(lines).hasSize(1);
            assertThat(lines.get(0).message()).contains("quota of logs");
            assertThat(engine.logOf(other)).hasSize(20);
            assertThat(engine.counter("task.log.lines.dropped")).isEqualTo(19);
        }
    }

    private Engine engine() {
        return Engine.on(STORES)
                .usage(meter, allowance)
                .handler("good", context -> {
                    TaskLogger.info(context, "中文");
                    return TaskResult.success();
                })
                .handler("bad", context -> TaskResult.failure("BAD", "no"))
                .handler("chatty", context -> {
                    for (int i = 0; i < 20; i++) {
                        TaskLogger.info(context, "x".repeat(LOG_QUOTA / 10));
                    }
                    return TaskResult.success();
                })
                .start();
    }

    private UsageCounts today() {
        LocalDate day = usage.today();
        return usage.days(TenantId.DEFAULT, day, day).get(0).counts();
    }
}
