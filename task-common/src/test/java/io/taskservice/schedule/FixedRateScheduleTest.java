package io.taskservice.schedule;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** P11: fire k is anchor + k × period, exactly. */
class FixedRateScheduleTest {

    private static final Instant ANCHOR = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final FixedRateSchedule EVERY_1001_MS = new FixedRateSchedule(ANCHOR, Duration.ofMillis(1001));

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 999, 1_000_000, 999_999_999, 1_000_000_000})
    void doesNotDrift(long k) {
        Instant fire = ANCHOR.plusMillis(1001 * k);
        assertThat(EVERY_1001_MS.nextAfter(fire.minusNanos(1))).isEqualTo(fire);
        assertThat(EVERY_1001_MS.nextAfter(fire)).isEqualTo(fire.plusMillis(1001));
        assertThat(EVERY_1001_MS.previousBefore(fire.plusNanos(1))).isEqualTo(fire);
        assertThat(EVERY_1001_MS.previousBefore(fire.plusMillis(1001))).isEqualTo(fire);
        assertThat(EVERY_1001_MS.countBetween(ANCHOR, fire, Long.MAX_VALUE)).isEqualTo(k);
    }

    @Test
    void agreesWithAdditionAtRandomPlaces() {
        Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            FixedRateSchedule schedule = new FixedRateSchedule(
                    Instant.ofEpochMilli(random.nextLong(0, 4_000_000_000_000L)),
                    Duration.ofMillis(random.nextLong(1000, 10_000_000_000L)));
            Instant instant = schedule.anchor().plusNanos(random.nextLong(0, 1_000_000_000_000_000_000L));
            Instant next = requireNonNull(schedule.nextAfter(instant));
            assertThat(next).isAfter(instant).isBeforeOrEqualTo(instant.plus(schedule.period()));
            assertThat(schedule.previousBefore(next)).isEqualTo(next.minus(schedule.period()));
            assertThat((next.toEpochMilli() - schedule.anchor().toEpochMilli())
                            % schedule.period().toMillis())
                    .isZero();
        }
    }

    @Test
    void startsAtItsAnchor() {
        assertThat(EVERY_1001_MS.nextAfter(Instant.MIN)).isEqualTo(ANCHOR);
        assertThat(EVERY_1001_MS.atOrAfter(ANCHOR)).isEqualTo(ANCHOR);
        assertThat(EVERY_1001_MS.atOrAfter(Instant.MIN)).isEqualTo(ANCHOR);
        assertThat(EVERY_1001_MS.previousBefore(ANCHOR)).isNull();
        assertThat(EVERY_1001_MS.previousBefore(Instant.MIN)).isNull();
        assertThat(EVERY_1001_MS.between(Instant.MIN, ANCHOR, 5)).containsExactly(ANCHOR);
    }

    @Test
    void endsWithTheLastInstantATableCanHold() {
        Instant last = requireNonNull(EVERY_1001_MS.previousBefore(Instant.MAX));
        assertThat(last).isBetween(Schedule.LAST_INSTANT.minusMillis(1000), Schedule.LAST_INSTANT);
        assertThat(EVERY_1001_MS.nextAfter(last)).isNull();
        assertThat(EVERY_1001_MS.nextAfter(Instant.MAX)).isNull();
        assertThat(EVERY_1001_MS.countBetween(Instant.MIN, Instant.MAX, Long.MAX_VALUE))
                .isPositive();
    }

    @Test
    void countsUpToTheCap() {
        assertThat(EVERY_1001_MS.countBetween(ANCHOR, ANCHOR.plusMillis(10_010), 100))
                .isEqualTo(10);
        assertThat(EVERY_1001_MS.countBetween(ANCHOR, ANCHOR.plusMillis(10_009), 100))
                .isEqualTo(9);
        assertThat(EVERY_1001_MS.countBetween(ANCHOR, ANCHOR.plusMillis(10_010), 3))
                .isEqualTo(3);
        assertThat(EVERY_1001_MS.countBetween(ANCHOR.plusSeconds(9), ANCHOR, 3)).isZero();
    }

    @Test
    void cutsItsAnchorToTheMillisecondAsTheTablesDo() {
        assertThat(new FixedRateSchedule(ANCHOR.plusNanos(999_999), Duration.ofSeconds(1)).anchor())
                .isEqualTo(ANCHOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "P36526D", "PT1.0000001S"})
    void refusesAnAbsurdPeriod(Duration period) {
        assertThatExceptionOfType(InvalidScheduleException.class)
                .isThrownBy(() -> new FixedRateSchedule(ANCHOR, period))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("intervalMs"));
    }
}
