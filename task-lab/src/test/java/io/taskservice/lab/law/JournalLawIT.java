package io.taskservice.lab.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.lab.journal.JournalLine;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JournalLawIT extends LawCase {

    @Test
    void aBeginOfAnAttemptThatWasNeverGrantedIsFound() {
        PLANTED.lines()
                .add(line(true, PLANTED.worn, 6, Planted.FIRST, PLANTED.stores().now()));

        PLANTED.assertFound(Law.JOURNALS, PLANTED.worn, "a begin of an attempt that was granted", "one of attempt 6");
    }

    @Test
    void aBeginByANodeThatWasNotGrantedTheAttemptIsFound() {
        Instant at = PLANTED.lineOf(PLANTED.worn, 2, true).at();
        PLANTED.rewrite(
                PLANTED.worn,
                2,
                line(true, PLANTED.worn, 2, Planted.FIRST, at),
                line(false, PLANTED.worn, 2, Planted.FIRST, at));

        PLANTED.assertFound(Law.JOURNALS, PLANTED.worn, "attempt 2 run by second-2", "a begin by first-1");
    }

    @Test
    void anAttemptThatBeganTwiceIsFound() {
        PLANTED.lines().add(PLANTED.lineOf(PLANTED.worn, 5, true));

        PLANTED.assertFound(Law.JOURNALS, PLANTED.worn, "one begin of attempt 5", "another by second-2");
    }

    @Test
    void anEndWithoutABeginIsFound() {
        JournalLine end = PLANTED.lineOf(PLANTED.worn, 2, false);
        PLANTED.rewrite(PLANTED.worn, 2, end);

        PLANTED.assertFound(Law.JOURNALS, PLANTED.worn, "a begin before the end of attempt 2", "an end only");
    }

    @Test
    void aSuccessThatNeverEndedIsFound() {
        JournalLine begin = PLANTED.lineOf(PLANTED.worn, 5, true);
        PLANTED.rewrite(PLANTED.worn, 5, begin);

        PLANTED.assertFound(Law.JOURNALS, PLANTED.worn, "a begin and an end of attempt 5", "to null");
    }

    @Test
    void aSuccessNobodyWroteOfIsFound() {
        PLANTED.lines().removeIf(line -> line.instance().equals(PLANTED.gatedNext.value()));

        PLANTED.assertFound(Law.JOURNALS, PLANTED.gatedNext, "a begin and an end of attempt 1", "[]");
    }

    @Test
    void withoutAnyJournalNothingIsMissed() {
        PLANTED.lines().clear();

        assertThat(PLANTED.check()).isEmpty();
    }

    @Test
    void anAttemptThatWentOnBesideTheNextIsFound() {
        Instant during = PLANTED.lineOf(PLANTED.worn, 2, true).at().plusMillis(1);
        JournalLine begin = PLANTED.lineOf(PLANTED.worn, 1, true);
        PLANTED.rewrite(PLANTED.worn, 1, begin, line(false, PLANTED.worn, 1, Planted.FIRST, during));

        PLANTED.assertFound(Law.JOURNALS, PLANTED.worn, "attempt 1 over before attempt 2", "and attempt 2 of second-2");
    }

    @Test
    void anAttemptThatNeverEndedThoughItWasRetriedIsFound() {
        JournalLine begin = PLANTED.lineOf(PLANTED.worn, 1, true);
        PLANTED.rewrite(PLANTED.worn, 1, begin);

        assertThat(PLANTED.check())
                .hasSize(4)
                .allMatch(one -> one.law() == Law.JOURNALS && one.expected().startsWith("attempt 1 over before"));
    }

    @Test
    void anAttemptThatTimedOutMayGoOn() {
        Instant later = PLANTED.lineOf(PLANTED.worn, 5, false).at();
        JournalLine begin = PLANTED.lineOf(PLANTED.worn, 1, true);
        PLANTED.rewrite(PLANTED.worn, 1, begin, line(false, PLANTED.worn, 1, Planted.FIRST, later));
        PLANTED.spoil(
                "UPDATE task_attempts SET error_code = 'TIMEOUT' WHERE task_instance_id = ? AND attempt = 1",
                PLANTED.worn.value());

        assertThat(PLANTED.check()).isEmpty();
    }

    @Test
    void anAttemptThatKnewItWasFencedMayHaveGoneOn() {
        JournalLine begin = PLANTED.lineOf(PLANTED.worn, 1, true);
        Instant later = PLANTED.lineOf(PLANTED.worn, 5, false).at();
        PLANTED.rewrite(
                PLANTED.worn,
                1,
                begin,
                new JournalLine(false, later, PLANTED.worn.value(), 1, Planted.FIRST.value(), true));

        assertThat(PLANTED.check()).isEmpty();
    }

    @Test
    void anInstanceThatIsNowhereElseIsFound() {
        InstanceId unknown = InstanceId.next();
        PLANTED.lines()
                .add(line(true, unknown, 1, Planted.FIRST, PLANTED.stores().now()));

        PLANTED.assertFound(Law.JOURNALS, unknown, "the instance a journal tells of", "none");
    }

    private static JournalLine line(boolean begins, InstanceId id, int attempt, NodeId node, Instant at) {
        return new JournalLine(begins, at, id.value(), attempt, node.value(), false);
    }
}
