package io.taskservice.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A schedule seen through its window: start included, end excluded. */
class TimetableTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final FixedRateSchedule EVERY_MINUTE = new FixedRateSchedule(T0, Duration.ofMinutes(1));
    private static final Timetable WINDOWED = new Timetable(EVERY_MINUTE, new ValidityWindow(minute(10), minute(20)));

    @Test
    void firesAtItsStartButNotAtItsEnd() {
        assertThat(WINDOWED.nextAfter(T0)).isEqualTo(minute(10));
        assertThat(WINDOWED.nextAfter(minute(10))).isEqualTo(minute(11));
        assertThat(WINDOWED.nextAfter(minute(18))).isEqualTo(minute(19));
        assertThat(WINDOWED.nextAfter(minute(19))).isNull();
        assertThat(WINDOWED.nextAfter(Instant.MAX)).isNull();
    }

    @Test
    void findsTheFirstFireAtOrAfterAnInstant() {
        assertThat(WINDOWED.first(T0)).isEqualTo(minute(10));
        assertThat(WINDOWED.first(minute(15))).isEqualTo(minute(15));
        assertThat(WINDOWED.first(minute(15).plusMillis(1))).isEqualTo(minute(16));
        assertThat(WINDOWED.first(minute(20))).isNull();
    }

    @Test
    void findsThePreviousFireWithinTheWindowOnly() {
        assertThat(WINDOWED.previousBefore(minute(10))).isNull();
        assertThat(WINDOWED.previousBefore(minute(11))).isEqualTo(minute(10));
        assertThat(WINDOWED.previousBefore(Instant.MAX)).isEqualTo(minute(19));
    }

    @Test
    void listsAndCountsWithinTheWindowOnly() {
        assertThat(WINDOWED.between(T0, minute(60), 100))
                .hasSize(10)
                .startsWith(minute(10))
                .endsWith(minute(19));
        assertThat(WINDOWED.between(minute(10), minute(12), 100)).containsExactly(minute(11), minute(12));
        assertThat(WINDOWED.between(T0, minute(60), 3)).containsExactly(minute(10), minute(11), minute(12));
        assertThat(WINDOWED.between(T0, minute(60), 0)).isEmpty();
        assertThat(WINDOWED.countBetween(T0, minute(60), 100)).isEqualTo(10);
        assertThat(WINDOWED.countBetween(T0, minute(60), 4)).isEqualTo(4);
        assertThat(WINDOWED.countBetween(minute(60), T0, 4)).isZero();
    }

    @Test
    void countsCronFiresUpToTheCap() {
        Timetable cron = new Timetable(
                CronSchedule.parse("*/10 * * * * ?", "UTC", DstGapPolicy.FIRE), new ValidityWindow(null, minute(1)));
        assertThat(cron.countBetween(T0, minute(60), 100)).isEqualTo(5);
        assertThat(cron.countBetween(T0, minute(60), 2)).isEqualTo(2);
        assertThat(cron.between(T0, minute(60), 100)).hasSize(5);
    }

    @Test
    void showsOnceOnlyIfTheWindowDoes() {
        OnceSchedule once = new OnceSchedule(minute(5));
        assertThat(new Timetable(once, ValidityWindow.ALWAYS).nextAfter(T0)).isEqualTo(minute(5));
        assertThat(new Timetable(once, ValidityWindow.ALWAYS).nextAfter(minute(5)))
                .isNull();
        assertThat(new Timetable(once, ValidityWindow.ALWAYS).first(minute(5))).isEqualTo(minute(5));
        assertThat(new Timetable(once, new ValidityWindow(minute(6), null)).first(T0))
                .isNull();
        assertThat(new Timetable(once, new ValidityWindow(null, minute(5))).first(T0))
                .isNull();
        assertThat(new Timetable(once, ValidityWindow.ALWAYS).previousBefore(Instant.MAX))
                .isEqualTo(minute(5));
    }

    @Test
    void letsAFixedDelayFireAtTheStartOfTheWindowIfItWouldBeEarlier() {
        FixedDelaySchedule delay = new FixedDelaySchedule(Duration.ofMinutes(1), T0);
        Timetable timetable = new Timetable(delay, new ValidityWindow(minute(10), minute(20)));
        assertThat(timetable.first(T0)).isEqualTo(minute(10));
        assertThat(timetable.nextAfter(minute(3))).isEqualTo(minute(10));
        assertThat(timetable.nextAfter(minute(12))).isEqualTo(minute(13));
        assertThat(timetable.nextAfter(minute(19))).isNull();
    }

    @Test
    void refusesAWindowThatEndsBeforeItStarts() {
        assertThatExceptionOfType(InvalidScheduleException.class)
                .isThrownBy(() -> new ValidityWindow(T0, T0))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("endsAt"));
    }

    @Test
    void refusesAnInstantNoTableCanHold() {
        assertThatExceptionOfType(InvalidScheduleException.class)
                .isThrownBy(() -> new OnceSchedule(Instant.MAX))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("runAt"));
    }

    private static Instant minute(int minute) {
        return T0.plus(Duration.ofMinutes(minute));
    }
}
