package io.taskservice.api.explain;

import io.taskservice.definition.DefinitionStatus;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.FiredInstance;
import io.taskservice.schedule.Timetable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what became of each due time of a stretch of time.
 *
 * <ol>
 *   <li>Go back through the timetable from the end of the stretch, as far as it is sure to have been the one there is now.
 *   <li>Each due time has its instance; or lies in a gap, which is told of as a whole; or has not been dealt with; or is
 *       unaccounted for.
 *   <li>Add what is recorded besides: of an earlier timetable, and of chains, whose due times are known only from it.
 * </ol>
 *
 * <p>What was read of instances and gaps is cut off after so many; but each of them is a row, so that what seems to be missing
 * behind them is cut off too.
 */
final class DueTimes {

    /** Due times in a row are counted so far: for cron, counting takes as long as there are many. */
    private static final long MOST_COUNTED = 1000;

    private final FireRecord record;
    private final Map<Instant, FiredInstance> unused = new HashMap<>();
    private final Set<FireGap> unusedGaps;
    private final List<DueTime> told = new ArrayList<>();

    private DueTimes(FireRecord record) {
        this.record = record;
        this.unusedGaps = new LinkedHashSet<>(record.gaps());
        record.fired().forEach(fired -> unused.put(fired.fireTime(), fired));
    }

    /** The latest first, and one more than the limit when there are more. */
    static List<DueTime> of(FireRecord record) {
        return new DueTimes(record).tell();
    }

    private List<DueTime> tell() {
        if (record.timetable() != null) {
            goBack(record.timetable());
        } else if (record.cursor() != null) {
            next(record.cursor());
        }
        return Stream.of(
                        told.stream(),
                        unused.values().stream().map(DueTime::of),
                        unusedGaps.stream().map(DueTime::of))
                .flatMap(part -> part)
                .sorted(Comparator.comparing(DueTime::dueTime).reversed())
                .limit(record.limit() + 1L)
                .toList();
    }

    /** Where only the cursor is known. */
    private void next(Instant cursor) {
        if (record.window().contains(cursor)) {
            told.add(
                    cursor.isAfter(record.now())
                            ? DueTime.toCome(cursor)
                            : DueTime.overdue(cursor, cursor, 1L, record.status()));
        }
    }

    private void goBack(Timetable timetable) {
        Instant lowest = later(record.window().from(), record.sureAfter().plusMillis(1));
        Instant due = timetable.previousBefore(record.window().to());
        while (due != null && !due.isBefore(lowest) && told.size() <= record.limit()) {
            DueTime row = fateOf(due, timetable, lowest);
            told.add(row);
            due = timetable.previousBefore(row.dueTime());
        }
    }

    private DueTime fateOf(Instant due, Timetable timetable, Instant lowest) {
        FiredInstance fired = unused.remove(due);
        if (fired != null) {
            return DueTime.of(fired);
        }
        Optional<FireGap> gap = gapAround(due);
        if (gap.isPresent()) {
            unusedGaps.remove(gap.get());
            return DueTime.of(gap.get());
        }
        if (record.status() == DefinitionStatus.DISABLED) {
            Instant first = Objects.requireNonNull(timetable.first(lowest));
            return DueTime.disabled(first, due, count(timetable, first, due));
        }
        Instant cursor = record.cursor();
        if (cursor == null || due.isBefore(cursor)) {
            return DueTime.unaccounted(due);
        }
        return due.isAfter(record.now()) ? DueTime.toCome(due) : overdue(due, timetable, cursor, lowest);
    }

    /** All from the cursor on; of those before the stretch that is asked for, nothing is told. */
    private DueTime overdue(Instant due, Timetable timetable, Instant cursor, Instant lowest) {
        Instant first = Objects.requireNonNull(timetable.first(later(cursor, lowest)));
        return DueTime.overdue(first, due, count(timetable, first, due), record.status());
    }

    private Optional<FireGap> gapAround(Instant due) {
        return unusedGaps.stream()
                .filter(gap -> !due.isBefore(gap.from()) && !due.isAfter(gap.to()))
                .findFirst();
    }

    private static @Nullable Long count(Timetable timetable, Instant first, Instant last) {
        long more = timetable.countBetween(first, last, MOST_COUNTED);
        return more < MOST_COUNTED ? Long.valueOf(more + 1) : null;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
