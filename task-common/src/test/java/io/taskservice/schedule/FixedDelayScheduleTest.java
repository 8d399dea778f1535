package io.taskservice.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** P11: a fixed delay counts from the end of the last instance. */
class FixedDelayScheduleTest {

    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final FixedDelaySchedule SCHEDULE = new FixedDelaySchedule(Duration.ofMillis(1500), FIRST);

    @Test
    void firesFirstWhenItIsToldTo() {
        assertThat(SCHEDULE.nextAfter(FIRST.minusSeconds(60))).isEqualTo(FIRST);
        assertThat(SCHEDULE.atOrAfter(FIRST)).isEqualTo(FIRST);
    }

    @Test
    void firesADelayAfterTheEndOfTheLastInstance() {
        Instant end = FIRST.plusSeconds(3600);
        assertThat(SCHEDULE.nextAfter(end)).isEqualTo(end.plusMillis(1500));
    }

    @Test
    void isDueAtOnceWhenThereIsNoInstanceToWaitFor() {
        assertThat(SCHEDULE.atOrAfter(FIRST.plusSeconds(7))).isEqualTo(FIRST.plusSeconds(7));
        assertThat(SCHEDULE.atOrAfter(FIRST.plusNanos(1))).isEqualTo(FIRST.plusMillis(1));
    }

    @Test
    void knowsNoFireInAdvanceButTheFirst() {
        assertThat(SCHEDULE.previousBefore(FIRST)).isNull();
        assertThat(SCHEDULE.previousBefore(FIRST.plusSeconds(3600))).isEqualTo(FIRST);
        assertThat(SCHEDULE.between(FIRST.minusSeconds(1), FIRST.plusSeconds(3600), 9))
                .containsExactly(FIRST);
        assertThat(SCHEDULE.countBetween(FIRST, FIRST.plusSeconds(3600), 9)).isZero();
    }

    @Test
    void endsWithTheLastInstantATableCanHold() {
        assertThat(SCHEDULE.nextAfter(Instant.MAX)).isNull();
        assertThat(SCHEDULE.atOrAfter(Instant.MAX)).isNull();
        assertThat(SCHEDULE.nextAfter(Instant.MIN)).isEqualTo(FIRST);
    }

    @Test
    void refusesAnAbsurdDelay() {
        assertThatExceptionOfType(InvalidScheduleException.class)
                .isThrownBy(() -> new FixedDelaySchedule(Duration.ZERO, FIRST))
                .withMessageContaining("1000 ms")
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("intervalMs"));
    }
}
