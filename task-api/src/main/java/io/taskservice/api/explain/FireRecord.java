package io.taskservice.api.explain;

import io.taskservice.definition.DefinitionStatus;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.FiredInstance;
import io.taskservice.schedule.Timetable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to tell the fate of due times from. The cursor was read before instances and gaps: what it had passed by
 * then had left one or the other.
 *
 * @param timetable when the definition is due; null: it cannot be read, or is due only as its instances end
 * @param status whether it fires
 * @param cursor the first due time that was not dealt with; null: none
 * @param sureAfter since when the timetable is the one there is now, and nothing has been deleted for its age
 * @param window the stretch of time that is asked for
 * @param now MySQL's time
 * @param fired instances of that stretch, the latest first
 * @param gaps gaps of that stretch, or reaching into it
 * @param limit at most so many are told of
 */
record FireRecord(
        @Nullable Timetable timetable,
        DefinitionStatus status,
        @Nullable Instant cursor,
        Instant sureAfter,
        ExplainWindow window,
        Instant now,
        List<FiredInstance> fired,
        List<FireGap> gaps,
        int limit) {}
