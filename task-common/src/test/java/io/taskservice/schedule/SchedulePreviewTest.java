package io.taskservice.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What a person sees before saving a schedule. */
class SchedulePreviewTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void showsFiresInTheZoneOfTheSchedule() {
        SchedulePreview preview = cron("0 0 2 * * ?", "Asia/Shanghai", DstGapPolicy.FIRE, T0, 2);
        assertThat(preview.fires())
                .extracting(fire -> fire.local().toString())
                .containsExactly("2026-01-02T02:00+08:00[Asia/Shanghai]", "2026-01-03T02:00+08:00[Asia/Shanghai]");
        assertThat(preview.fires()).extracting(PlannedFire::note).containsOnlyNulls();
        assertThat(preview.dstNotes()).isEmpty();
    }

    @Test
    void saysThatASkippedTimeIsMoved() {
        SchedulePreview preview =
                cron("0 30 2 * * ?", "America/New_York", DstGapPolicy.FIRE, Instant.parse("2026-03-08T00:00:00Z"), 2);
        assertThat(preview.fires().get(0).note()).isEqualTo("stands for 02:30:00, which the clocks skip that day");
        assertThat(preview.fires().get(1).note()).isNull();
        assertThat(preview.dstNotes())
                .containsExactly("The clocks go forward from 2026-03-08 02:00:00 to 2026-03-08 03:00:00: "
                        + "02:30:00 does not exist and fires once, at 2026-03-08 03:00:00.");
    }

    @Test
    void foretellsTheNextChangeWithinAYear() {
        assertThat(cron("0 30 2 * * ?", "America/New_York", DstGapPolicy.SKIP, T0, 3)
                        .dstNotes())
                .singleElement()
                .asString()
                .contains("2026-03-08", "is skipped and recorded");
        assertThat(cron("0 30 1 * * ?", "America/New_York", DstGapPolicy.SKIP, T0, 3)
                        .dstNotes())
                .singleElement()
                .asString()
                .contains("2026-11-01", "occurs twice and fires the first time only");
    }

    @Test
    void listsAllChangesWithinThePreviewedPeriod() {
        assertThat(cron("0 30 2 ? * SUN", "America/New_York", DstGapPolicy.FIRE, T0, 160)
                        .dstNotes())
                .hasSize(3);
        assertThat(cron("0 0/20 1-3 * * ?", "America/New_York", DstGapPolicy.FIRE, T0, 3_000)
                        .dstNotes())
                .hasSize(2)
                .first()
                .asString()
                .contains("02:00:00 to 02:40:00", "merges into the fire at 2026-03-08 03:00:00");
    }

    @Test
    void marksBothPassesOfARepeatedHour() {
        SchedulePreview preview =
                cron("0 30 * * * ?", "America/New_York", DstGapPolicy.FIRE, Instant.parse("2026-11-01T05:00:00Z"), 2);
        assertThat(preview.fires())
                .extracting(PlannedFire::note)
                .containsExactly("the first of two 01:30:00 that day", "the second of two 01:30:00 that day");
        assertThat(preview.dstNotes()).isEmpty();
    }

    @Test
    void saysThatAFixedDelayIsAGuess() {
        FixedDelaySchedule delay = new FixedDelaySchedule(Duration.ofHours(1), T0);
        SchedulePreview preview = SchedulePreview.of(new Timetable(delay, ValidityWindow.ALWAYS), T0, 2);
        assertThat(preview.fires()).extracting(PlannedFire::instant).containsExactly(T0, T0.plusSeconds(3600));
        assertThat(preview.fires().get(0).note()).isNull();
        assertThat(preview.fires().get(1).note()).startsWith("at the earliest");
        assertThat(preview.fires().get(0).local().getZone()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void isShorterOrEmptyIfTheTimetableEnds() {
        Timetable once = new Timetable(new OnceSchedule(T0), ValidityWindow.ALWAYS);
        assertThat(SchedulePreview.of(once, T0, 5).fires()).hasSize(1);
        assertThat(SchedulePreview.of(once, T0.plusMillis(1), 5).fires()).isEmpty();
        assertThat(SchedulePreview.of(once, T0, 0).fires()).isEmpty();
        assertThat(cron("0 30 2 * * ?", "America/New_York", DstGapPolicy.FIRE, Instant.MAX, 5)
                        .fires())
                .isEmpty();
        assertThat(cron("0 30 2 * * ?", "America/New_York", DstGapPolicy.FIRE, Instant.MIN, 5)
                        .fires())
                .hasSize(5);
    }

    private static SchedulePreview cron(String expression, String zone, DstGapPolicy policy, Instant from, int count) {
        CronSchedule schedule = CronSchedule.parse(expression, zone, policy);
        return SchedulePreview.of(new Timetable(schedule, ValidityWindow.ALWAYS), from, count);
    }
}
