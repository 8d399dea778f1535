package io.taskservice.scheduler;

import io.taskservice.definition.Cursor;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.Firing;
import io.taskservice.firing.GapReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Plans one definition, pass after pass, until nothing of it is due: what a scheduler does after a downtime. */
final class CatchUp {

    private static final int MOST_PASSES = 10_000;

    private final List<Instant> fireTimes = new ArrayList<>();
    private final List<FireGap> gaps = new ArrayList<>();
    private TaskDefinition definition;
    private int active;

    private CatchUp(TaskDefinition definition, int active) {
        this.definition = definition;
        this.active = active;
    }

    /** All passes at one and the same time; what they make stays active. */
    static CatchUp of(TaskDefinition definition, Instant now) {
        CatchUp catchUp = new CatchUp(definition, 0);
        catchUp.run(now);
        return catchUp;
    }

    /** Has made nothing yet. */
    static CatchUp begin(TaskDefinition definition) {
        return new CatchUp(definition, 0);
    }

    /** Goes on where the last run ended. */
    void run(Instant now) {
        for (int pass = 0; isDue(now); pass++) {
            if (pass == MOST_PASSES) {
                throw new AssertionError("Never caught up: " + definition);
            }
            runPass(now);
        }
    }

    /** Lets everything it made end. */
    void endAll() {
        active = 0;
    }

    List<Instant> fireTimes() {
        return fireTimes;
    }

    List<FireGap> gaps() {
        return gaps;
    }

    List<FireGap> gaps(GapReason reason) {
        return gaps.stream().filter(gap -> gap.reason() == reason).toList();
    }

    @Nullable
    Instant cursor() {
        return definition.cursor().nextFireTime();
    }

    private boolean isDue(Instant now) {
        Instant next = cursor();
        return next != null && !next.isAfter(now);
    }

    private void runPass(Instant now) {
        Instant before = Objects.requireNonNull(cursor());
        Firing firing = FiringPlan.of(definition, active, now);
        if (firing.instances().size() > FiringPlan.MOST_INSTANCES) {
            throw new AssertionError("One pass made " + firing.instances().size() + " instances");
        }
        firing.instances()
                .forEach(made ->
                        fireTimes.add(Objects.requireNonNull(made.origin().fireTime())));
        gaps.addAll(firing.gaps());
        active += firing.instances().size();
        Instant next = firing.next();
        if (next != null && !next.isAfter(before)) {
            throw new AssertionError("The cursor went from " + before + " to " + next);
        }
        definition = definition.withCursor(new Cursor(next, definition.cursor().version()));
    }
}
