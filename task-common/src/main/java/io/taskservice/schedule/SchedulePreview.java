package io.taskservice.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next fires of a timetable and what daylight saving does to them, for a person to look at before saving.
 *
 * @param fires the fires, earliest first
 * @param dstNotes the clock changes that touch the schedule, in English: those up to the last fire shown, then the next
 *     one if it is within a year
 */
public record SchedulePreview(List<PlannedFire> fires, List<String> dstNotes) {

    private static final String AT_THE_EARLIEST = "at the earliest: counted from the end of the instance before";

    public SchedulePreview {
        fires = List.copyOf(fires);
        dstNotes = List.copyOf(dstNotes);
    }

    /** The first {@code count} fires at or after {@code from}; fewer if the timetable ends before. */
    public static SchedulePreview of(Timetable timetable, Instant from, int count) {
        List<PlannedFire> fires = new ArrayList<>();
        Instant fire = count > 0 ? timetable.first(from) : null;
        while (fire != null && fires.size() < count) {
            fires.add(planned(timetable.schedule(), fire, fires.isEmpty()));
            fire = timetable.nextAfter(fire);
        }
        Instant last = fires.isEmpty() ? from : fires.get(fires.size() - 1).instant();
        return new SchedulePreview(fires, DstNotes.between(timetable, from, last));
    }

    private static PlannedFire planned(Schedule schedule, Instant fire, boolean first) {
        return new PlannedFire(fire, fire.atZone(zoneOf(schedule)), noteOn(schedule, fire, first));
    }

    private static @Nullable String noteOn(Schedule schedule, Instant fire, boolean first) {
        if (schedule instanceof CronSchedule cron) {
            return new DstNotes(cron).onFire(fire);
        }
        return schedule instanceof FixedDelaySchedule && !first ? AT_THE_EARLIEST : null;
    }

    private static ZoneId zoneOf(Schedule schedule) {
        return schedule instanceof CronSchedule cron ? cron.zone() : ZoneOffset.UTC;
    }
}
