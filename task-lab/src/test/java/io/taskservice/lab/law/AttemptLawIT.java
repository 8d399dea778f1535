package io.taskservice.lab.law;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.identity.InstanceId;
import io.taskservice.instance.Claim;
import io.taskservice.instance.Completion;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptLawIT extends LawCase {

    @Test
    void aHoleInTheHistoryIsFound() {
        PLANTED.lines().clear();
        PLANTED.spoil("DELETE FROM task_attempts WHERE task_instance_id = ? AND attempt = 2", PLANTED.worn.value());

        PLANTED.assertFound(Law.ATTEMPTS, PLANTED.worn, "past attempts 1 to 4", "[1, 3, 4]");
    }

    @Test
    void anAttemptThatIsMissingAtTheEndIsFound() {
        PLANTED.spoil("DELETE FROM task_attempts WHERE task_instance_id = ?", PLANTED.poison.value());

        PLANTED.assertFound(
                Law.ATTEMPTS, PLANTED.poison, "past attempts 1 to 2", "[] of a FAILED instance at attempt 3");
    }

    @Test
    void anAttemptTooManyOfACancelledOneIsFound() {
        PLANTED.spoil(
                "UPDATE task_attempts SET attempt = 2 WHERE task_instance_id = ?", PLANTED.cancelledBetween.value());

        PLANTED.assertFound(Law.ATTEMPTS, PLANTED.cancelledBetween, "past attempts 1 to 0", "[2]");
    }

    @Test
    void aRetryThatWasNotCountedIsFound() {
        PLANTED.spoil("UPDATE task_instances SET retry_count = 0 WHERE id = ?", PLANTED.worn.value());

        PLANTED.assertFound(Law.ATTEMPTS, PLANTED.worn, "retry_count 1", "0");
    }

    @Test
    void aRetryTooManyIsFound() {
        PLANTED.spoil("UPDATE task_instances SET max_attempts = 1 WHERE id = ?", PLANTED.worn.value());

        PLANTED.assertFound(Law.ATTEMPTS, PLANTED.worn, "at most 1 attempts that count", "1 retries");
    }

    @Test
    void aLostNodeThatWasNotCountedIsFound() {
        PLANTED.spoil("UPDATE task_instances SET crash_count = 0 WHERE id = ?", PLANTED.worn.value());

        PLANTED.assertFound(Law.ATTEMPTS, PLANTED.worn, "crash_count 1", "0");
    }

    @Test
    void aLostNodeTooManyIsFound() {
        PLANTED.spoil(
                "UPDATE task_attempts SET outcome = 'NODE_LOST' WHERE task_instance_id = ? AND attempt IN (2, 3)",
                PLANTED.worn.value());
        PLANTED.spoil("UPDATE task_instances SET crash_count = 3 WHERE id = ?", PLANTED.worn.value());

        PLANTED.assertFound(Law.ATTEMPTS, PLANTED.worn, "POISON after 3 lost nodes", "3 and another attempt");
    }

    @Test
    void aSecondAttemptOfWhatRunsAtMostOnceIsFound() {
        PLANTED.spoil("UPDATE task_instances SET delivery = 'AT_MOST_ONCE' WHERE id = ?", PLANTED.worn.value());

        PLANTED.assertFound(Law.ATTEMPTS, PLANTED.worn, "no attempt after a lost node", "1 lost");
    }

    @Test
    void anAttemptThatEndedBeforeItStartedIsFound() {
        PLANTED.spoil("""
                UPDATE task_attempts SET start_time = end_time + INTERVAL 1 SECOND
                WHERE task_instance_id = ? AND attempt = 4
                """, PLANTED.worn.value());

        PLANTED.assertFound(Law.ATTEMPTS, PLANTED.worn, "attempt 4 after the one before it", "to");
    }

    @Test
    void whatWaitsAgainHasAllItsAttemptsBehindIt() {
        InstanceId waits = anInstance().maxAttempts(3).insertInto(PLANTED.stores());
        Claim claim = PLANTED.stores().claim(Planted.FIRST, 1).get(0);
        PLANTED.stores()
                .instances()
                .complete(List.of(Completion.retry(claim, Duration.ZERO, Duration.ofHours(1), "BROKEN", null)));
        CheckOptions atWork = CheckOptions.DEFAULT.since(Planted.SINCE).slack(Duration.ZERO);
        assertThat(PLANTED.check(atWork)).isEmpty();

        PLANTED.spoil("UPDATE task_instances SET attempt = 2 WHERE id = ?", waits.value());

        PLANTED.assertFound(atWork, Law.ATTEMPTS, waits, "past attempts 1 to 2", "[1] of a SCHEDULED");
    }
}
