package io.taskservice.instance;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CancelIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final NodeId NODE = new NodeId("node-1");
    private static final TenantId OWNER = TenantId.DEFAULT;

    private final TaskInstanceRepository instances = STORES.instances();

    @BeforeEach
    void emptyTheTables() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void aWaitingInstanceIsCancelledAtOnce() {
        InstanceId pending = anInstance().insertInto(STORES);
        InstanceId scheduled =
                anInstance().scheduledAt(Instant.parse("2090-01-01T00:00:00Z")).insertInto(STORES);

        assertThat(instances.cancel(OWNER, pending)).contains(CancelResult.CANCELLED);
        assertThat(instances.cancel(OWNER, scheduled)).contains(CancelResult.CANCELLED);

        assertThat(STORES.statusOf(scheduled)).isEqualTo(InstanceStatus.CANCELLED);
        TaskInstance instance = STORES.instance(pending);
        assertThat(instance.status()).isEqualTo(InstanceStatus.CANCELLED);
        assertThat(instance.outcome().errorCode()).isEqualTo("CANCELLED");
        assertThat(instance.run().endTime()).isNotNull();
    }

    @Test
    void aRunningInstanceIsLeftToItsNodeWhichIsAsked() {
        InstanceId id = anInstance().runningOn(NODE).attempt(3).insertInto(STORES);
        anInstance().runningOn(NODE).insertInto(STORES);

        assertThat(instances.cancel(OWNER, id)).contains(CancelResult.REQUESTED);

        assertThat(STORES.statusOf(id)).isEqualTo(InstanceStatus.RUNNING);
        assertThat(STORES.claims().cancelRequestsTo(NODE)).containsExactly(new Held(id, 3));
        assertThat(STORES.claims().cancelRequestsTo(new NodeId("node-2"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"SUCCESS", "FAILED", "CANCELLED"})
    void anEndedInstanceStaysAsItIs(InstanceStatus status) {
        InstanceId id = anInstance().ended(status, STORES.now()).insertInto(STORES);
        TaskInstance before = STORES.instance(id);

        assertThat(instances.cancel(OWNER, id)).contains(CancelResult.ALREADY_ENDED);

        assertThat(STORES.instance(id)).isEqualTo(before);
    }

    @Test
    void anotherTenantsInstanceIsNotThere() {
        InstanceId waiting = anInstance().tenant(new TenantId("a")).insertInto(STORES);
        InstanceId running =
                anInstance().tenant(new TenantId("a")).runningOn(NODE).insertInto(STORES);

        assertThat(instances.cancel(new TenantId("b"), waiting)).isEmpty();
        assertThat(instances.cancel(new TenantId("b"), running)).isEmpty();

        assertThat(STORES.statusOf(waiting)).isEqualTo(InstanceStatus.PENDING);
        assertThat(STORES.claims().cancelRequestsTo(NODE)).isEmpty();
    }

    @Test
    void whoWaitedForACancelledInstanceGoes() {
        TaskDefinition queue = aDefinition().overlap(OverlapPolicy.QUEUE).insertInto(STORES);
        InstanceId first = anInstance().of(queue).followed().insertInto(STORES);
        InstanceId next = anInstance().of(queue).followed().inTurn().insertInto(STORES);

        instances.cancel(OWNER, first);

        assertThat(STORES.statusOf(next)).isEqualTo(InstanceStatus.PENDING);
    }

    @Test
    void cancellingOneInLineLetsNobodyGoBesideTheOneUnderWay() {
        TaskDefinition queue = aDefinition().overlap(OverlapPolicy.QUEUE).insertInto(STORES);
        anInstance().of(queue).followed().runningOn(NODE).insertInto(STORES);
        InstanceId second = anInstance().of(queue).followed().inTurn().insertInto(STORES);
        InstanceId third = anInstance().of(queue).followed().inTurn().insertInto(STORES);

        instances.cancel(OWNER, second);

        assertThat(STORES.instance(third).waitsForItsTurn()).isTrue();
    }

    @Test
    void aChainGoesOnAfterItsInstanceIsCancelled() {
        TaskDefinition chain =
                aDefinition().fixedDelay(Duration.ofMinutes(1)).dueAt(null).insertInto(STORES);
        InstanceId id = anInstance().of(chain).followed().insertInto(STORES);

        instances.cancel(OWNER, id);

        assertThat(STORES.reread(chain).cursor().nextFireTime()).isNotNull();
    }

    @Test
    void cancellingARunByHandLeavesTheChainToTheInstanceThatRuns() {
        TaskDefinition chain =
                aDefinition().fixedDelay(Duration.ofMinutes(1)).dueAt(null).insertInto(STORES);
        anInstance().of(chain).followed().runningOn(NODE).insertInto(STORES);
        InstanceId byHand = anInstance().of(chain).insertInto(STORES);

        instances.cancel(OWNER, byHand);

        assertThat(STORES.reread(chain).cursor().nextFireTime()).isNull();
    }
}
