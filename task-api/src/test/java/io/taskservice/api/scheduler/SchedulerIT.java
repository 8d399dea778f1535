package io.taskservice.api.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.instance.Claim;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SchedulerIT extends ApiTest {

    @Autowired
    private Signals signals;

    @Test
    void showsStateNodesLagNextFiresAndCounts() {
        String id = created(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\""));
        run(id);

        Answer status = tenant.get(ApiClient.SCHEDULER + "/status");

        assertThat(status.status()).as(status.text()).isEqualTo(200);
        assertThat(status.data().get("state").asString()).isIn("RUNNING", "STARTING", "STOPPED", "STOPPING");
        assertThat(status.data().get("lagMs").asLong()).isNotNegative();
        assertThat(status.data().get("nodes").findValuesAsString("id")).contains("test-node");
        assertThat(status.data().get("nextFires").get(0).get("definitionId").asString())
                .isEqualTo(id);
        assertThat(status.data().get("activeInstances").get("PENDING").asInt()).isEqualTo(1);
        assertThat(status.data().get("activeInstances").get("RUNNING").asInt()).isZero();
    }

    @Test
    void anAdministratorStopsStartsAndRestarts() {
        AtomicInteger told = new AtomicInteger();
        signals.listen(Signal.SCHEDULER_WISHED, told::incrementAndGet);

        Answer stopped = admin.post(ApiClient.SCHEDULER + "/stop", null);
        Answer again = admin.post(ApiClient.SCHEDULER + "/stop", null);
        Answer started = admin.post(ApiClient.SCHEDULER + "/start", null);
        Answer restarted = admin.post(ApiClient.SCHEDULER + "/restart", null);

        assertThat(stopped.data().get("wish").asString()).isEqualTo("STOPPED");
        assertThat(again.data().get("generation")).isEqualTo(stopped.data().get("generation"));
        assertThat(started.data().get("wish").asString()).isEqualTo("RUNNING");
        assertThat(restarted.data().get("generation").asLong())
                .isEqualTo(started.data().get("generation").asLong() + 1);
        assertThat(told).hasValue(4);
        assertThat(sql("SELECT COUNT(*) FROM audit_log WHERE tenant_id = 'system' AND action LIKE 'scheduler.%'"))
                .isEqualTo("4");
    }

    @Test
    void listsWhatRuns() {
        String id = created(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\""));
        String first = run(id);
        Claim claim = claim(first);
        String second = run(id);
        claim(second);
        run(id);

        var slice = tenant.get(ApiClient.SCHEDULER + "/running?limit=1").data();
        assertThat(slice.get("items").get(0).get("id").asString()).isEqualTo(second);
        var rest = tenant.get(ApiClient.SCHEDULER + "/running?limit=1&cursor="
                        + slice.get("nextCursor").asString())
                .data();
        assertThat(rest.get("items").get(0).get("id").asString()).isEqualTo(first);
        assertThat(rest.get("nextCursor").isNull()).isTrue();
        succeed(claim);
        assertThat(tenant.get(ApiClient.SCHEDULER + "/running").data().get("items"))
                .hasSize(1);
    }
}
