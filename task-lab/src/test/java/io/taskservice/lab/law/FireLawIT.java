package io.taskservice.lab.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.taskservice.definition.TaskDefinition;
import io.taskservice.firing.FiredInstance;
import io.taskservice.firing.FiringHistory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FireLawIT extends LawCase {

    @Test
    void aFireThatWasLostIsFound() {
        PLANTED.spoil("DELETE FROM task_instances WHERE task_definition_id = ? AND fire_time = ?", rate(), hour(2));

        PLANTED.assertFound(Law.FIRES, rate(), "an instance or a gap at " + hour(2), "neither");
    }

    @Test
    void aFireThatSomebodyDeletedIsAccountedForByItsGap() {
        TaskDefinition definition = PLANTED.rate();
        FiredInstance fired = new FiringHistory(PLANTED.stores().database())
                .fired(definition.tenantId(), definition.id(), hour(2), hour(3), 2)
                .get(0);

        assertThat(PLANTED.stores().instances().deleteEnded(definition.tenantId(), fired.id()))
                .isTrue();
        assertThat(PLANTED.check()).isEmpty();

        PLANTED.spoil("DELETE FROM fire_gaps WHERE reason = 'DELETED' AND task_definition_id = ?", rate());
        PLANTED.assertFound(Law.FIRES, rate(), "an instance or a gap at " + hour(2), "neither");
    }

    @Test
    void aFireThatWasNeverDueIsFound() {
        PLANTED.spoil(
                "UPDATE task_instances SET fire_time = ? WHERE task_definition_id = ? AND fire_time = ?",
                hour(7).plusMillis(1),
                rate(),
                hour(6));

        assertThat(PLANTED.check())
                .extracting(Violation::law, Violation::expected)
                .containsExactlyInAnyOrder(
                        tuple(Law.FIRES, "an instance or a gap at " + hour(6)),
                        tuple(Law.FIRES, "no instance at " + hour(7).plusMillis(1) + ", which is not due"));
    }

    @Test
    void aFireBeyondTheCursorIsFound() {
        PLANTED.spoil("UPDATE task_definitions SET next_fire_time = ? WHERE id = ?", hour(6), rate());

        PLANTED.assertFound(Law.FIRES, rate(), "no instance at " + hour(6) + ", which is not due", "one");
    }

    @Test
    void aCursorThatHasGoneTooFarIsFound() {
        PLANTED.spoil("UPDATE task_definitions SET next_fire_time = ? WHERE id = ?", hour(8), rate());

        PLANTED.assertFound(Law.FIRES, rate(), "an instance or a gap at " + hour(7), "neither");
    }

    @Test
    void aGapThatIsMissingIsFound() {
        PLANTED.spoil("DELETE FROM fire_gaps WHERE task_definition_id = ?", rate());

        assertThat(PLANTED.check())
                .hasSize(3)
                .allMatch(one -> one.law() == Law.FIRES && one.found().equals("neither"));
    }

    @Test
    void aGapThatMiscountsIsFound() {
        PLANTED.spoil("UPDATE fire_gaps SET fires = 4 WHERE task_definition_id = ?", rate());

        PLANTED.assertFound(Law.FIRES, rate(), "a gap of 3 due times from " + hour(3), "one of 4");
    }

    @Test
    void aFireThatIsAnInstanceAndInAGapIsFound() {
        PLANTED.spoil("UPDATE fire_gaps SET to_time = ?, fires = 4 WHERE task_definition_id = ?", hour(6), rate());

        PLANTED.assertFound(Law.FIRES, rate(), "one instance or one gap at " + hour(6), "an instance and 1 gaps");
    }

    @Test
    void aFireThatIsInTwoGapsIsFound() {
        PLANTED.spoil("""
                INSERT INTO fire_gaps (id, tenant_id, task_definition_id, from_time, to_time, fires, reason, created_at)
                SELECT UUID(), tenant_id, task_definition_id, from_time, from_time, 1, reason, created_at FROM fire_gaps
                WHERE task_definition_id = ?
                """, rate());

        PLANTED.assertFound(Law.FIRES, rate(), "one instance or one gap at " + hour(3), "2 gaps");
    }

    @Test
    void aGapThatSaysItHadFiredThoughItHadNotIsFound() {
        PLANTED.spoil("""
                UPDATE fire_gaps SET reason = 'ALREADY_FIRED', to_time = from_time, fires = 1 WHERE task_definition_id = ?
                """, rate());

        assertThat(PLANTED.check())
                .extracting(Violation::expected)
                .containsExactlyInAnyOrder(
                        "an instance of " + hour(3) + ", as a gap says",
                        "an instance or a gap at " + hour(3),
                        "an instance or a gap at " + hour(4),
                        "an instance or a gap at " + hour(5));
    }

    @Test
    void aGapThatSaysItHadFiredAndHadIsRight() {
        PLANTED.spoil("""
                INSERT INTO fire_gaps (id, tenant_id, task_definition_id, from_time, to_time, fires, reason, created_at)
                SELECT UUID(), tenant_id, id, ?, ?, 1, 'ALREADY_FIRED', created_at FROM task_definitions WHERE id = ?
                """, hour(2), hour(2), rate());

        assertThat(PLANTED.check()).isEmpty();
    }

    @Test
    void aSkippedLocalTimeThatWasNotRecordedIsFound() {
        PLANTED.spoil("DELETE FROM fire_gaps WHERE reason = 'DST'");

        PLANTED.assertFound(Law.FIRES, cron(), "a gap at 2026-03-08T07:00:00Z", "none");
    }

    @Test
    void aSkippedLocalTimeThatWasRecordedTwiceIsFound() {
        PLANTED.spoil("""
                INSERT INTO fire_gaps (id, tenant_id, task_definition_id, from_time, to_time, fires, reason, created_at)
                SELECT UUID(), tenant_id, task_definition_id, from_time, to_time, fires, reason, created_at
                FROM fire_gaps WHERE reason = 'DST'
                """);

        PLANTED.assertFound(Law.FIRES, cron(), "one gap for the clock change at 2026-03-08T07:00:00Z", "another");
    }

    @Test
    void aClockChangeThatWasNoneIsFound() {
        PLANTED.spoil(
                "UPDATE fire_gaps SET from_time = to_time - INTERVAL 1 DAY, to_time = from_time WHERE reason = 'DST'");

        assertThat(PLANTED.check())
                .extracting(Violation::expected)
                .containsExactlyInAnyOrder(
                        "no gap for a clock change at 2026-03-07T07:00:00Z",
                        "a gap at 2026-03-08T07:00:00Z, where a clock change skipped a fire");
    }

    @Test
    void aChainThatStandsStillIsFound() {
        PLANTED.spoil(
                "UPDATE task_definitions SET next_fire_time = NULL WHERE id = ?",
                PLANTED.chain().id().value());

        PLANTED.assertFound(Law.FIRES, PLANTED.chain().id(), "a next fire", "a chain that stands still");
    }

    @Test
    void aScheduleThatCannotBeReadIsFound() {
        PLANTED.spoil("UPDATE task_definitions SET time_zone = 'Nowhere/Land' WHERE id = ?", cron());

        PLANTED.assertFound(Law.FIRES, cron(), "a schedule that can be read", "Nowhere/Land");
    }

    @Test
    void whatWasDueBeforeTheLastEditIsNotKnown() {
        PLANTED.spoil("UPDATE task_definitions SET updated_at = ? WHERE id = ?", hour(5), rate());
        PLANTED.spoil("DELETE FROM task_instances WHERE task_definition_id = ? AND fire_time = ?", rate(), hour(2));

        assertThat(PLANTED.check()).isEmpty();
    }

    @Test
    void aDisabledDefinitionIsNotDueAfterItWas() {
        PLANTED.spoil(
                "UPDATE task_definitions SET status = 'DISABLED', next_fire_time = NULL, updated_at = ? WHERE id = ?",
                hour(6),
                rate());

        assertThat(PLANTED.check()).isEmpty();
    }

    private static String rate() {
        return PLANTED.rate().id().value();
    }

    private static String cron() {
        return PLANTED.cron().id().value();
    }

    private static Instant hour(int number) {
        return Planted.SINCE.plus(Duration.ofHours(number));
    }
}
