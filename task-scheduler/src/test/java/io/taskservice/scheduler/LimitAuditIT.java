package io.taskservice.scheduler;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskservice.identity.NodeId;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LimitAuditIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final NodeId NODE = new NodeId("node-1");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Signals signals = new Signals();
    private final LimitAudit audit =
            new LimitAudit(SchedulerStores.of(STORES), new SchedulerMetrics(registry), signals);

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void countsWhatItHasPutRightAndWakesThoseWhoCanClaim() {
        AtomicInteger ready = new AtomicInteger();
        signals.listen(Signal.INSTANCES_READY, ready::incrementAndGet);
        anInstance().concurrency("k", 1).insertInto(STORES);
        anInstance().concurrency("k", 1).insertInto(STORES);
        STORES.claim(NODE, 10);
        assertThat(audit.auditOnce()).isZero();
        assertThat(ready).hasValue(0);

        STORES.execute("UPDATE task_instances SET status = 'SUCCESS' WHERE status = 'RUNNING'");

        assertThat(audit.auditOnce()).isEqualTo(1);
        assertThat(ready).hasValue(1);
        assertThat(registry.counter("task.limit.drift").count()).isEqualTo(1);
        assertThat(STORES.claim(NODE, 10)).hasSize(1);
    }

    @Test
    void isOneNodesDutyInEachInterval() {
        assertThat(STORES.cluster().takeDuty("limit-audit", Duration.ofMinutes(1)))
                .isTrue();
        assertThat(STORES.cluster().takeDuty("limit-audit", Duration.ofMinutes(1)))
                .isFalse();
    }
}
