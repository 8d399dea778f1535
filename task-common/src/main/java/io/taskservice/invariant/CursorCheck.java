package io.taskservice.invariant;

import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.DefinitionStatus;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.schedule.InvalidScheduleException;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.schedule.Timetable;
import io.taskservice.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds definitions that would never fire again, or would leave out a fire: no next fire though the schedule has one, or one
 * that lies behind it. What looks wrong is looked at again under the lock of the definition, as every cursor is moved.
 */
final class CursorCheck implements Check {

    /** Definitions of a pass: their schedules take some milliseconds. */
    private static final int STRETCH = 1000;

    /** The database may have been another when the cursor was set, whose clock was ahead. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final TaskDatabase database;
    private final TaskDefinitionRepository definitions;
    private final InstanceUpkeep instances;

    CursorCheck(AuditMeans means) {
        this.database = means.database();
        this.definitions = means.definitions();
        this.instances = means.instances();
    }

    @Override
    public Invariant invariant() {
        return Invariant.CURSOR;
    }

    @Override
    public Finding run(@Nullable String place) {
        List<TaskDefinition> stretch = definitions.stretch(Objects.requireNonNullElse(place, ""), STRETCH);
        Instant now = database.now();
        List<Violation> wrong = stretch.stream()
                .flatMap(definition -> look(definition, now).stream())
                .toList();
        String end = stretch.size() < STRETCH
                ? null
                : stretch.get(stretch.size() - 1).id().value();
        return Finding.of(wrong, Signal.DEFINITIONS_CHANGED).upTo(end);
    }

    private Optional<Violation> look(TaskDefinition definition, Instant now) {
        try {
            return mend(definition, now) == null ? Optional.empty() : mendLocked(definition);
        } catch (InvalidScheduleException e) {
            String seen = "its schedule cannot be read: " + e.getMessage();
            return Optional.of(
                    new Violation(definition.tenantId(), definition.id().value(), seen, false));
        }
    }

    private Optional<Violation> mendLocked(TaskDefinition seen) {
        return database.inTransaction(() -> definitions
                .lock(seen.tenantId(), seen.id())
                .flatMap(definition ->
                        Optional.ofNullable(mend(definition, database.now())).map(next -> set(definition, next))));
    }

    private Violation set(TaskDefinition definition, Instant next) {
        Instant cursor = definition.cursor().nextFireTime();
        String seen = (cursor == null ? "no next fire" : "next fire at " + cursor) + ", though its schedule has one at "
                + next;
        boolean isSet = definitions.setCursor(definition.id(), definition.cursor(), next);
        return new Violation(definition.tenantId(), definition.id().value(), seen, isSet);
    }

    /** Where the cursor belongs that is wrong; null: it is right. */
    private @Nullable Instant mend(TaskDefinition definition, Instant now) {
        if (definition.status() == DefinitionStatus.DISABLED) {
            return null;
        }
        Timetable timetable = definition.schedule().timetable();
        Instant cursor = definition.cursor().nextFireTime();
        if (cursor == null) {
            return isInChain(definition) ? null : timetable.nextAfter(now);
        }
        Instant last = timetable.nextAfter(now.plus(CLOCKS));
        return last != null && cursor.isAfter(last) ? timetable.nextAfter(now) : null;
    }

    /** A FIXED_DELAY has no next fire while an instance is active that sets it when it ends. */
    private boolean isInChain(TaskDefinition definition) {
        return definition.schedule().type() == ScheduleType.FIXED_DELAY
                && instances.anyFollowed(definition.tenantId(), definition.id());
    }
}
