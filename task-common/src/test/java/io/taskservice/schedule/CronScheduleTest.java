package io.taskservice.schedule;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What daylight saving does to a cron schedule, by example. */
class CronScheduleTest {

    private static final String NEW_YORK = "America/New_York";

    @Test
    void firesOnceAfterTheGapForATimeTheClocksSkip() {
        assertThat(onLocalDay("0 30 2 * * ?", NEW_YORK, "2026-03-08")).containsExactly("2026-03-08T03:00-04:00");
    }

    @Test
    void firesOnceAfterTheGapForSeveralTimesTheClocksSkip() {
        assertThat(onLocalDay("0 0/15 2 * * ?", NEW_YORK, "2026-03-08")).containsExactly("2026-03-08T03:00-04:00");
    }

    @Test
    void mergesASkippedTimeWithTheRegularFireAtTheEndOfTheGap() {
        assertThat(onLocalDay("0 30 1-3 * * ?", NEW_YORK, "2026-03-08"))
                .containsExactly("2026-03-08T01:30-05:00", "2026-03-08T03:00-04:00", "2026-03-08T03:30-04:00");
        assertThat(onLocalDay("0 0,30 2,3 * * ?", NEW_YORK, "2026-03-08"))
                .containsExactly("2026-03-08T03:00-04:00", "2026-03-08T03:30-04:00");
    }

    @Test
    void leavesOutAndReportsASkippedTimeUnderSkip() {
        CronSchedule skip = CronSchedule.parse("0 30 2 * * ?", NEW_YORK, DstGapPolicy.SKIP);
        Instant endOfGap = Instant.parse("2026-03-08T07:00:00Z");
        assertThat(skip.nextAfter(Instant.parse("2026-03-07T12:00:00Z")))
                .isEqualTo(Instant.parse("2026-03-09T06:30:00Z"));
        assertThat(skip.skippedBetween(endOfGap.minusMillis(1), endOfGap)).containsExactly(endOfGap);
        assertThat(skip.skippedBetween(endOfGap, endOfGap.plusSeconds(86_400))).isEmpty();
        assertThat(skip.skippedBetween(Instant.MIN, Instant.MAX)).hasSizeGreaterThan(200);
    }

    @Test
    void reportsNothingAsSkippedIfTheGapEndsOnAFireOrNothingIsSkipped() {
        assertThat(CronSchedule.parse("0 0,30 2,3 * * ?", NEW_YORK, DstGapPolicy.SKIP)
                        .skippedBetween(Instant.EPOCH, Instant.MAX))
                .isEmpty();
        assertThat(CronSchedule.parse("0 30 * * * ?", NEW_YORK, DstGapPolicy.SKIP)
                        .skippedBetween(Instant.EPOCH, Instant.MAX))
                .isEmpty();
        assertThat(CronSchedule.parse("0 30 2 * * ?", NEW_YORK, DstGapPolicy.FIRE)
                        .skippedBetween(Instant.EPOCH, Instant.MAX))
                .isEmpty();
    }

    @Test
    void neverFiresIfEachOfItsTimesIsSkipped() {
        CronSchedule skip = CronSchedule.parse("0 30 2 ? 3 SUN#2 2007-2199", NEW_YORK, DstGapPolicy.SKIP);
        assertThat(skip.nextAfter(Instant.EPOCH)).isNull();
        assertThat(skip.previousBefore(Instant.MAX)).isNull();
    }

    @Test
    void firesOnlyTheFirstTimeInTheRepeatedHour() {
        assertThat(onLocalDay("0 30 1 * * ?", NEW_YORK, "2026-11-01")).containsExactly("2026-11-01T01:30-04:00");
        assertThat(onLocalDay("0 0,30 0-2 * * ?", NEW_YORK, "2026-11-01"))
                .containsExactly(
                        "2026-11-01T00:00-04:00",
                        "2026-11-01T00:30-04:00",
                        "2026-11-01T01:00-04:00",
                        "2026-11-01T01:30-04:00",
                        "2026-11-01T02:00-05:00",
                        "2026-11-01T02:30-05:00");
    }

    @Test
    void followsRealTimeThroughBothChangesIfItFiresEveryHour() {
        assertThat(onLocalDay("0 0 * * * ?", NEW_YORK, "2026-03-08")).hasSize(23);
        assertThat(onLocalDay("0 0 * * * ?", NEW_YORK, "2026-11-01")).hasSize(25);
        assertThat(onLocalDay("0 0/10 * * * ?", NEW_YORK, "2026-11-01")).hasSize(25 * 6);
    }

    @Test
    void knowsHalfHourChanges() {
        assertThat(onLocalDay("0 15 2 * * ?", "Australia/Lord_Howe", "2026-10-04"))
                .containsExactly("2026-10-04T02:30+11:00");
        assertThat(onLocalDay("0 45 1 * * ?", "Australia/Lord_Howe", "2026-04-05"))
                .containsExactly("2026-04-05T01:45+11:00");
        assertThat(onLocalDay("0 15 * * * ?", "Australia/Lord_Howe", "2026-10-04"))
                .hasSize(23);
        assertThat(onLocalDay("0 45 * * * ?", "Australia/Lord_Howe", "2026-04-05"))
                .hasSize(25);
    }

    @Test
    void firesOnceForAWholeDayThatTheCalendarSkips() {
        CronSchedule daily = CronSchedule.parse("0 0 12 * * ?", "Pacific/Apia", DstGapPolicy.FIRE);
        assertThat(daily.between(Instant.parse("2011-12-29T20:00:00Z"), Instant.parse("2011-12-31T10:00:00Z"), 9))
                .extracting(fire -> fire.atZone(daily.zone()).toOffsetDateTime().toString())
                .containsExactly("2011-12-29T12:00-10:00", "2011-12-31T00:00+14:00", "2011-12-31T12:00+14:00");
        assertThat(CronSchedule.parse("0 0 0 30 12 ? 2011", "Pacific/Apia", DstGapPolicy.FIRE)
                        .nextAfter(Instant.EPOCH))
                .isEqualTo(Instant.parse("2011-12-30T10:00:00Z"));
        assertThat(CronSchedule.parse("0 0 * 30 12 ? 2011", "Pacific/Apia", DstGapPolicy.FIRE)
                        .nextAfter(Instant.EPOCH))
                .isNull();
    }

    @Test
    void knowsGapsAndOverlapsAtMidnight() {
        assertThat(onLocalDay("0 0 0 * * ?", "America/Sao_Paulo", "2018-11-04"))
                .containsExactly("2018-11-04T01:00-02:00");
        assertThat(onLocalDay("0 30 23 * * ?", "America/Sao_Paulo", "2018-02-17"))
                .containsExactly("2018-02-17T23:30-02:00");
        assertThat(onLocalDay("0 0 0 * * ?", "Asia/Beirut", "2022-03-27")).containsExactly("2022-03-27T01:00+03:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 30 2 * * ?", "*/7 * * * * ?", "0 0/15 0-4 ? * SUN", "0 30 * L * ?", "0 0 0 29 2 ?"})
    void looksAtTheSameFiresFromBothSides(String expression) {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            DstGapPolicy policy = random.nextBoolean() ? DstGapPolicy.FIRE : DstGapPolicy.SKIP;
            String zone = random.nextBoolean() ? NEW_YORK : "Australia/Lord_Howe";
            CronSchedule schedule = CronSchedule.parse(expression, zone, policy);
            Instant fire = schedule.nextAfter(Instant.ofEpochSecond(random.nextLong(0, 4_000_000_000L)));
            Instant next = requireNonNull(schedule.nextAfter(requireNonNull(fire)));
            assertThat(schedule.previousBefore(next)).isEqualTo(fire);
        }
    }

    @Test
    void refusesATimeZoneNobodyKnows() {
        assertThatExceptionOfType(InvalidScheduleException.class)
                .isThrownBy(() -> CronSchedule.parse("0 0 2 * * ?", "Mars/Olympus", DstGapPolicy.FIRE))
                .withMessageContaining("Mars/Olympus")
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("timeZone"));
    }

    private static List<String> onLocalDay(String expression, String zone, String day) {
        CronSchedule schedule = CronSchedule.parse(expression, zone, DstGapPolicy.FIRE);
        ZoneId id = schedule.zone();
        Instant start = LocalDate.parse(day).atStartOfDay(id).toInstant();
        Instant end = LocalDateTime.parse(day + "T00:00").plusDays(1).atZone(id).toInstant();
        return schedule.between(start.minusNanos(1), end.minusNanos(1), 1_000).stream()
                .map(fire -> fire.atZone(id).toOffsetDateTime().toString())
                .toList();
    }
}
