package io.taskservice.lab.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.identity.InstanceId;
import io.taskservice.lab.journal.JournalLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitLawIT extends LawCase {

    @Test
    void moreThanAKeyAllowsAreFound() {
        PLANTED.lines().clear();
        stretch(PLANTED.gated);
        stretch(PLANTED.gatedNext);

        PLANTED.assertFound(Law.LIMITS, "k:one", "at most 1 at once", "2 at 20");
        assertThat(PLANTED.check(Planted.options().slack(Duration.ofMinutes(1))))
                .isEmpty();
    }

    @Test
    void moreThanADefinitionAllowsAreFound() {
        PLANTED.spoil("UPDATE task_instances SET concurrency_limit = 1 WHERE task_definition_id = ?", rate());
        PLANTED.spoil(
                "UPDATE task_instances SET end_time = start_time + INTERVAL 5 SECOND WHERE task_definition_id = ?",
                rate());

        PLANTED.assertFound(Law.LIMITS, "d:" + rate(), "at most 1 at once", "2 at 20");
    }

    @Test
    void aLimitThatWasSetLaterDoesNotCountBefore() {
        PLANTED.spoil("UPDATE task_instances SET concurrency_limit = 1 WHERE task_definition_id = ?", rate());
        PLANTED.spoil(
                "UPDATE task_instances SET end_time = start_time + INTERVAL 5 SECOND WHERE task_definition_id = ?",
                rate());
        PLANTED.spoil(
                "UPDATE task_definitions SET updated_at = UTC_TIMESTAMP(3) + INTERVAL 1 SECOND WHERE id = ?", rate());

        assertThat(PLANTED.check()).isEmpty();
    }

    @Test
    void moreThanAQueueAllowsAreFound() {
        List<Limit> one = List.of(new Limit("default", "narrow", 1));
        PLANTED.lines().clear();
        PLANTED.spoil(
                "UPDATE task_instances SET queue = 'narrow' WHERE id IN (?, ?)",
                PLANTED.dead.value(),
                PLANTED.told.value());
        assertThat(PLANTED.check(Planted.options().limits(one))).isEmpty();

        PLANTED.spoil(
                "UPDATE task_instances SET end_time = end_time + INTERVAL 5 SECOND WHERE id IN (?, ?)",
                PLANTED.dead.value(),
                PLANTED.told.value());

        PLANTED.assertFound(Planted.options().limits(one), Law.LIMITS, "narrow", "at most 1 at once", "2 at 20");
        assertThat(PLANTED.check(Planted.options().limits(List.of(new Limit("other", "narrow", 1)))))
                .isEmpty();
    }

    @Test
    void moreThanATenantAllowsAreFound() {
        List<Limit> one = List.of(new Limit("default", Limit.ALL_QUEUES, 1));
        stretch(PLANTED.dead);
        stretch(PLANTED.told);

        PLANTED.assertFound(
                Planted.options().limits(one).slack(Duration.ofMillis(900)),
                Law.LIMITS,
                "*",
                "at most 1 at once",
                "2 at 20");
    }

    @Test
    void pastAttemptsCountToo() {
        PLANTED.lines().clear();
        PLANTED.spoil(
                "UPDATE task_instances SET concurrency_key = 'one', concurrency_limit = 1 WHERE id = ?",
                PLANTED.worn.value());
        assertThat(PLANTED.check()).isEmpty();

        stretch(PLANTED.gated);
        PLANTED.spoil("""
                UPDATE task_attempts SET start_time = start_time, end_time = end_time + INTERVAL 5 SECOND
                WHERE task_instance_id = ? AND attempt = 4
                """, PLANTED.worn.value());

        assertThat(PLANTED.check(Planted.options().slack(Duration.ofSeconds(4))))
                .isNotEmpty()
                .allMatch(one -> one.law() == Law.LIMITS || one.law() == Law.ATTEMPTS);
    }

    @Test
    void theJournalsShowWhatTheRowsCannot() {
        JournalLine begin = PLANTED.lineOf(PLANTED.gatedNext, 1, true);
        JournalLine end = PLANTED.lineOf(PLANTED.gatedNext, 1, false);
        Instant early = PLANTED.lineOf(PLANTED.gated, 1, true).at();
        PLANTED.spoil(
                "UPDATE task_instances SET end_time = end_time + INTERVAL 5 SECOND WHERE id = ?",
                PLANTED.gated.value());
        JournalLine late = PLANTED.lineOf(PLANTED.gated, 1, false);
        PLANTED.rewrite(
                PLANTED.gated,
                1,
                PLANTED.lineOf(PLANTED.gated, 1, true),
                moved(late, end.at().plusSeconds(2)));
        PLANTED.rewrite(
                PLANTED.gatedNext,
                1,
                moved(begin, early.plusMillis(1)),
                moved(end, end.at().plusMillis(2)));

        PLANTED.assertFound(
                Planted.options().slack(Duration.ofMinutes(1)), Law.LIMITS, "k:one", "at most 1", "2 at 20");
    }

    private static JournalLine moved(JournalLine line, Instant to) {
        return new JournalLine(line.begins(), to, line.instance(), line.attempt(), line.node(), line.fenced());
    }

    private static void stretch(InstanceId id) {
        PLANTED.spoil("UPDATE task_instances SET end_time = end_time + INTERVAL 5 SECOND WHERE id = ?", id.value());
    }

    private static String rate() {
        return PLANTED.rate().id().value();
    }
}
