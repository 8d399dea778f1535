package io.taskservice.scheduler;

import io.taskservice.definition.FiringPolicy;
import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.Firing;
import io.taskservice.firing.GapReason;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.instance.Origin;
import io.taskservice.schedule.CronSchedule;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.schedule.Timetable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of one definition's due fire times. It reads no clock and no database: the same arguments give the
 * same firing.
 *
 * <ol>
 *   <li>List the due fire times, oldest first, as many as one pass looks at.
 *   <li>Misfire policy: if the oldest is later than the threshold, the first so many of them become a gap.
 *   <li>Overlap policy: of the others, some may have to wait or become a gap.
 *   <li>The cursor goes to the first fire time that was not dealt with, which may itself be due.
 * </ol>
 *
 * Every due time that the cursor passes is in exactly one instance or one gap: that is what promises P1 and P8 count on.
 */
final class FiringPlan {

    /** Fire times one pass looks at: after a long downtime the rest waits for the next pass. */
    static final int MOST_DUE = 1000;

    /** Instances one pass makes of a definition, so that one that catches up leaves room for the others. */
    static final int MOST_INSTANCES = 100;

    private final TaskDefinition definition;
    private final Timetable timetable;
    private final Instant now;
    private final List<Instant> due;
    private final List<FireGap> gaps = new ArrayList<>();

    private FiringPlan(TaskDefinition definition, Instant now) {
        this.definition = definition;
        this.timetable = definition.schedule().timetable();
        this.now = now;
        this.due = dueTimes();
    }

    /**
     * What to write for {@code definition}, which is due.
     *
     * @param active how many of its instances have not ended
     * @param now MySQL's time
     */
    static Firing of(TaskDefinition definition, int active, Instant now) {
        return new FiringPlan(definition, now).decide(active);
    }

    private Firing decide(int active) {
        int first = firstToFire();
        int end = Math.min(due.size(), first + MOST_INSTANCES);
        leaveOut(due.subList(0, first), GapReason.MISFIRE);
        List<NewInstance> instances = overlap(due.subList(first, end), active);
        Instant next = end < due.size() ? due.get(end) : nextAfterDue(instances);
        leaveOutSkippedByClockChange(next);
        boolean replaces = active > 0 && definition.firing().overlap() == OverlapPolicy.REPLACE;
        return new Firing(definition, instances, gaps, next, replaces && !instances.isEmpty());
    }

    private List<Instant> dueTimes() {
        Instant first = Objects.requireNonNull(definition.cursor().nextFireTime());
        List<Instant> times = new ArrayList<>();
        times.add(first);
        if (!isChain()) {
            times.addAll(timetable.between(first, now, MOST_DUE - 1));
            times.addAll(punctualRest(first, times.get(times.size() - 1)));
        }
        return times;
    }

    /** A misfire is not cut where its rest would look punctual, and fire as if there had been no misfire. */
    private List<Instant> punctualRest(Instant first, Instant last) {
        Instant next = timetable.nextAfter(last);
        boolean wouldLookPunctual = isLate(first) && next != null && !isLate(next);
        return wouldLookPunctual ? timetable.between(last, now, Integer.MAX_VALUE) : List.of();
    }

    /** Index of the oldest due time that is not left out as a misfire. */
    private int firstToFire() {
        FiringPolicy policy = definition.firing();
        if (!isLate(due.get(0))) {
            return 0;
        }
        return switch (policy.misfire()) {
            case FIRE_ONCE -> allButNewest(1);
            case FIRE_ALL -> allButNewest(policy.misfireMax());
            case SKIP -> (int) due.stream().filter(this::isLate).count();
        };
    }

    private int allButNewest(int count) {
        Instant last = due.get(due.size() - 1);
        long dueBeyondThisPass = isChain() ? 0 : timetable.countBetween(last, now, count);
        return Math.max(0, due.size() - (int) (count - dueBeyondThisPass));
    }

    private boolean isLate(Instant fireTime) {
        return fireTime.plus(definition.firing().misfireThreshold()).isBefore(now);
    }

    private List<NewInstance> overlap(List<Instant> fires, int active) {
        if (fires.isEmpty()) {
            return List.of();
        }
        int last = fires.size() - 1;
        return switch (definition.firing().overlap()) {
            case ALLOW ->
                fires.stream().map(fire -> instance(fire, Start.now(now))).toList();
            case FORBID -> {
                leaveOut(fires.subList(active > 0 ? 0 : 1, fires.size()), GapReason.OVERLAP);
                yield active > 0 ? List.of() : List.of(instance(fires.get(0), Start.now(now)));
            }
            case QUEUE ->
                fires.stream()
                        .map(fire -> instance(fire, startInLine(active == 0 && fire.equals(fires.get(0)))))
                        .toList();
            case REPLACE -> {
                leaveOut(fires.subList(0, last), GapReason.OVERLAP);
                yield List.of(instance(fires.get(last), startInLine(active == 0)));
            }
        };
    }

    private Start startInLine(boolean isFree) {
        return isFree ? Start.now(now) : Start.inTurn();
    }

    private NewInstance instance(Instant fireTime, Start start) {
        return NewInstance.of(definition, null, Origin.fire(fireTime), start);
    }

    /** A chain goes on when its instance ends; one that made none goes on from now, or it would stand still for ever. */
    private @Nullable Instant nextAfterDue(List<NewInstance> instances) {
        if (isChain()) {
            return instances.isEmpty() ? timetable.nextAfter(now) : null;
        }
        return timetable.nextAfter(due.get(due.size() - 1));
    }

    private boolean isChain() {
        return definition.schedule().type() == ScheduleType.FIXED_DELAY;
    }

    private void leaveOut(List<Instant> fires, GapReason reason) {
        if (!fires.isEmpty()) {
            gaps.add(gap(fires.get(0), fires.get(fires.size() - 1), fires.size(), reason));
        }
    }

    private void leaveOutSkippedByClockChange(@Nullable Instant next) {
        if (timetable.schedule() instanceof CronSchedule cron) {
            cron.skippedBetween(due.get(0), next == null ? endOfWindow() : next)
                    .forEach(fire -> gaps.add(gap(fire, fire, 1, GapReason.DST)));
        }
    }

    /** The last instant that may fire; without an end, none is missing any more after now. */
    private Instant endOfWindow() {
        Instant end = timetable.window().endsAt();
        return end == null ? now : end.minusNanos(1);
    }

    private FireGap gap(Instant from, Instant to, long fires, GapReason reason) {
        return new FireGap(definition.tenantId(), definition.id(), from, to, fires, reason);
    }
}
