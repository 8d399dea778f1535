package io.taskservice.lab.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.definition.DefinitionStatus;
import io.taskservice.definition.ScheduleSpec;
import io.taskservice.schedule.CronSchedule;
import io.taskservice.schedule.DstGapPolicy;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.schedule.ValidityWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laboratory's own reading of schedules, and that it agrees with the engine's. */
class DueTimesTest {

    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-04-15T00:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 30 2 * * ?",
                "0 0/20 * * * ?",
                "15 0/7 1-4 ? * SUN",
                "0 0 12 L * ?",
                "@hourly",
                "@daily",
                "@weekly",
                "@Monthly",
                "0 0 0 1 1 ? 2026",
                "0 15 10 ? * 6#3"
            })
    void cronAgreesWithTheEngine(String expression) {
        for (DstGapPolicy policy : DstGapPolicy.values()) {
            for (String zone : List.of("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "UTC")) {
                DefinitionFacts definition = cron(expression, zone, policy, null, null);

                assertThat(all(new DueTimes(definition).between(FROM, TO)))
                        .as(expression + " in " + zone)
                        .isEqualTo(engine(definition));
                assertThat(new DueTimes(definition).skippedBetween(FROM, TO))
                        .isEqualTo(((CronSchedule) spec(definition).timetable().schedule()).skippedBetween(FROM, TO));
            }
        }
    }

    @Test
    void aRateKeepsToItsAnchor() {
        DefinitionFacts early = rate(FROM.plusMillis(1), Duration.ofMinutes(7), null, null);
        DefinitionFacts late = rate(TO.minusSeconds(1000), Duration.ofMinutes(7), null, null);

        assertThat(all(new DueTimes(early).between(FROM, TO))).isEqualTo(engine(early));
        assertThat(all(new DueTimes(late).between(FROM, TO)))
                .containsExactly(TO.minusSeconds(1000), TO.minusSeconds(580), TO.minusSeconds(160));
    }

    @Test
    void startIsIncludedAndEndIsNot() {
        Instant startsAt = FROM.plus(Duration.ofHours(1));
        Instant endsAt = FROM.plus(Duration.ofHours(3));

        assertThat(all(new DueTimes(rate(FROM, Duration.ofHours(1), startsAt, endsAt)).between(FROM, TO)))
                .containsExactly(startsAt, FROM.plus(Duration.ofHours(2)));
        assertThat(all(new DueTimes(cron("0 0 * * * ?", "UTC", DstGapPolicy.FIRE, startsAt, endsAt)).between(FROM, TO)))
                .containsExactly(startsAt, FROM.plus(Duration.ofHours(2)));
    }

    @Test
    void bothEndsOfTheStretchAreExcluded() {
        DefinitionFacts hourly = rate(FROM, Duration.ofHours(1), null, null);

        assertThat(all(new DueTimes(hourly).between(FROM, FROM.plus(Duration.ofHours(2)))))
                .containsExactly(FROM.plus(Duration.ofHours(1)));
    }

    @Test
    void onceIsDueOnce() {
        Instant at = FROM.plusSeconds(5);

        assertThat(all(new DueTimes(once(at)).between(FROM, TO))).containsExactly(at);
        assertThat(all(new DueTimes(once(at)).between(at, TO))).isEmpty();
        assertThat(all(new DueTimes(once(at)).between(FROM, at))).isEmpty();
    }

    private static List<Instant> engine(DefinitionFacts definition) {
        return spec(definition).timetable().between(FROM, TO.minusMillis(1), Integer.MAX_VALUE);
    }

    private static ScheduleSpec spec(DefinitionFacts d) {
        return new ScheduleSpec(
                d.scheduleType(),
                d.cronExpression(),
                d.intervalMs() == null ? null : Duration.ofMillis(d.intervalMs()),
                d.runAt(),
                d.anchorAt(),
                ZoneId.of(d.timeZone()),
                d.dstGapPolicy(),
                new ValidityWindow(d.startsAt(), d.endsAt()));
    }

    private static List<Instant> all(Iterator<Instant> times) {
        List<Instant> all = new ArrayList<>();
        times.forEachRemaining(all::add);
        return all;
    }

    private static DefinitionFacts cron(
            String expression, String zone, DstGapPolicy policy, @Nullable Instant startsAt, @Nullable Instant endsAt) {
        return new DefinitionFacts(
                "d",
                "t",
                ScheduleType.CRON,
                expression,
                null,
                null,
                FROM,
                zone,
                policy,
                startsAt,
                endsAt,
                DefinitionStatus.ENABLED,
                TO,
                FROM,
                FROM);
    }

    private static DefinitionFacts rate(
            Instant anchor, Duration period, @Nullable Instant startsAt, @Nullable Instant endsAt) {
        return new DefinitionFacts(
                "d",
                "t",
                ScheduleType.FIXED_RATE,
                null,
                period.toMillis(),
                null,
                anchor,
                "UTC",
                DstGapPolicy.FIRE,
                startsAt,
                endsAt,
                DefinitionStatus.ENABLED,
                TO,
                FROM,
                FROM);
    }

    private static DefinitionFacts once(Instant at) {
        return new DefinitionFacts(
                "d",
                "t",
                ScheduleType.ONCE,
                null,
                null,
                at,
                FROM,
                "UTC",
                DstGapPolicy.FIRE,
                null,
                null,
                DefinitionStatus.ENABLED,
                null,
                FROM,
                FROM);
    }
}
