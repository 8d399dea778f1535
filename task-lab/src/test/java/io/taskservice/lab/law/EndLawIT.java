package io.taskservice.lab.law;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EndLawIT extends LawCase {

    @Test
    void anEndWithoutATimeIsFound() {
        PLANTED.spoil("UPDATE task_instances SET end_time = NULL WHERE id = ?", PLANTED.dead.value());

        PLANTED.assertFound(Law.ENDS, PLANTED.dead, "an end time", "FAILED with end time null");
    }

    @Test
    void whatWaitsAndHasAnEndIsFound() {
        PLANTED.spoil(
                "UPDATE task_instances SET status = 'PENDING', attempt = 0 WHERE id = ?", PLANTED.expired.value());
        PLANTED.spoil("DELETE FROM dead_letters WHERE task_instance_id = ?", PLANTED.expired.value());
        PLANTED.spoil("DELETE FROM outbox_events WHERE instance_id = ?", PLANTED.expired.value());

        PLANTED.assertFound(Law.ENDS, PLANTED.expired, "no end time", "PENDING with end time 20");
    }

    @Test
    void aSuccessOfNoAttemptIsFound() {
        PLANTED.spoil("UPDATE task_instances SET attempt = 0 WHERE id = ?", PLANTED.told.value());

        PLANTED.assertFound(Law.ENDS, PLANTED.told, "a success of some attempt", "SUCCESS at attempt 0");
    }

    @Test
    void aFailureWithoutACodeIsFound() {
        PLANTED.spoil("UPDATE task_instances SET error_code = NULL WHERE id = ?", PLANTED.dead.value());

        PLANTED.assertFound(Law.ENDS, PLANTED.dead, "a failure with a code", "code null");
    }

    @Test
    void aFailureThatNeverStartedAndDidNotExpireIsFound() {
        PLANTED.spoil("UPDATE task_instances SET error_code = 'BROKEN' WHERE id = ?", PLANTED.expired.value());

        PLANTED.assertFound(Law.ENDS, PLANTED.expired, "of some attempt or EXPIRED", "code BROKEN");
    }

    @Test
    void aDeadLetterOfASuccessIsFound() {
        PLANTED.spoil(
                "UPDATE dead_letters SET task_instance_id = ? WHERE task_instance_id = ?",
                PLANTED.told.value(),
                PLANTED.dead.value());

        PLANTED.assertFound(Law.ENDS, PLANTED.told, "a dead letter of a FAILED instance", "one of a SUCCESS instance");
    }

    @Test
    void atRestEverythingHasEnded() {
        InstanceId waits = anInstance().insertInto(PLANTED.stores());

        PLANTED.assertFound(Law.ENDS, waits, "an end", "PENDING");
        assertThat(PLANTED.check(Planted.options().notBefore(PLANTED.stores().now())))
                .hasSize(1);
        assertThat(PLANTED.check(atWork())).isEmpty();
    }

    @Test
    void atRestWhatIsToStartLaterMayWaitIfThatIsSaid() {
        Instant later = PLANTED.stores().now().plusSeconds(3600);
        InstanceId waits = anInstance().scheduledAt(later).insertInto(PLANTED.stores());

        PLANTED.assertFound(Law.ENDS, waits, "an end", "SCHEDULED");
        assertThat(PLANTED.check(Planted.options().notBefore(later))).isEmpty();
    }

    @Test
    void thePlatformItselfNeverRests() {
        anInstance().tenant(TenantId.SYSTEM).insertInto(PLANTED.stores());

        assertThat(PLANTED.check()).isEmpty();
    }

    @Test
    void whatANodeHoldsThatIsGoneIsFound() {
        InstanceId held = anInstance().insertInto(PLANTED.stores());
        PLANTED.stores().claim(Planted.SECOND, 1);
        assertThat(PLANTED.check(atWork())).isEmpty();

        PLANTED.spoil("UPDATE nodes SET state = 'GONE' WHERE id = ?", Planted.SECOND.value());

        PLANTED.assertFound(atWork(), Law.ENDS, held, "RUNNING on a node that may be", "GONE");
    }

    @Test
    void whatNobodyHoldsThoughItRunsIsFound() {
        InstanceId held = anInstance().insertInto(PLANTED.stores());
        PLANTED.stores().claim(Planted.SECOND, 1);

        PLANTED.spoil("UPDATE task_instances SET start_time = NULL WHERE id = ?", held.value());

        PLANTED.assertFound(atWork(), Law.ENDS, held, "a node and a start", "RUNNING without");
    }

    @Test
    void atRestALeaseThatIsOverIsFound() {
        PLANTED.spoil(
                "UPDATE nodes SET lease_until = UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE WHERE id = ?",
                Planted.SECOND.value());

        PLANTED.assertFound(Law.ENDS, Planted.SECOND, "a lease that lasts", "ALIVE with a lease until");
        assertThat(PLANTED.check(atWork())).isEmpty();
    }

    private static CheckOptions atWork() {
        return CheckOptions.DEFAULT.since(Planted.SINCE).slack(Duration.ZERO);
    }
}
