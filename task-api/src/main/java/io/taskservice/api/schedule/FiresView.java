package io.taskservice.api.schedule;

import io.taskservice.definition.ScheduleSpec;
import io.taskservice.schedule.SchedulePreview;
import io.taskservice.schedule.Timetable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule means: in words, its next fires, and what daylight saving does to them.
 *
 * @param scheduleDescription in words
 * @param fires the next fires, soonest first
 * @param dstNotes the clock changes that touch it
 */
public record FiresView(ScheduleText scheduleDescription, List<FireView> fires, List<String> dstNotes) {

    /** The fires from {@code first} on; null: there are none to come. */
    public static FiresView of(ScheduleSpec schedule, @Nullable Instant first, int count) {
        Timetable timetable = schedule.timetable();
        SchedulePreview preview =
                first == null ? new SchedulePreview(List.of(), List.of()) : SchedulePreview.of(timetable, first, count);
        return new FiresView(
                ScheduleText.of(timetable.schedule()),
                preview.fires().stream().map(FireView::of).toList(),
                preview.dstNotes());
    }
}
