package io.taskservice.api.definition;

import io.taskservice.api.schedule.FirstFire;
import io.taskservice.definition.Cursor;
import io.taskservice.definition.DefinitionStatus;
import io.taskservice.definition.ScheduleSpec;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes definitions from requests: what they say, their status, and where their cursor stands.
 *
 * <p>The cursor is set when a definition is created, switched on, or given another schedule, and always to the first
 * fire after now; any other edit leaves it where it is, so that no fire is lost or repeated by renaming.
 */
final class Draft {

    private Draft() {}

    static TaskDefinition created(DefinitionRequest request, TenantId tenant, Instant now) {
        ScheduleSpec schedule = request.schedule().spec(now);
        Instant first = FirstFire.of(schedule, now);
        boolean enabled = request.isEnabled();
        return new TaskDefinition(
                DefinitionId.next(),
                tenant,
                request.name(),
                request.description(),
                request.route(),
                request.taskParams(),
                schedule,
                request.firing(),
                request.policy().execution(),
                request.concurrency(),
                enabled ? DefinitionStatus.ENABLED : DefinitionStatus.DISABLED,
                new Cursor(enabled ? first : null, 1),
                now,
                now);
    }

    /**
     * The definition as the request wants it.
     *
     * @param chained whether an active instance will set the next fire of a FIXED_DELAY when it ends
     */
    static TaskDefinition replaced(
            TaskDefinition seen, DefinitionRequest request, Instant now, BooleanSupplier chained) {
        ScheduleSpec same = request.schedule().spec(seen.schedule().anchor());
        boolean rescheduled = !same.equals(seen.schedule());
        ScheduleSpec schedule = rescheduled ? request.schedule().spec(now) : same;
        if (rescheduled) {
            FirstFire.of(schedule, now);
        }
        TaskDefinition edited = new TaskDefinition(
                seen.id(),
                seen.tenantId(),
                request.name(),
                request.description(),
                request.route(),
                request.taskParams(),
                schedule,
                request.firing(),
                request.policy().execution(),
                request.concurrency(),
                seen.status(),
                seen.cursor(),
                seen.createdAt(),
                seen.updatedAt());
        if (!request.isEnabled()) {
            return switched(edited, DefinitionStatus.DISABLED, null, now);
        }
        return rescheduled || seen.status() == DefinitionStatus.DISABLED
                ? enabled(edited, now, chained)
                : switched(edited, seen.status(), seen.cursor().nextFireTime(), now);
    }

    /** The definition firing from now on. */
    static TaskDefinition enabled(TaskDefinition seen, Instant now, BooleanSupplier chained) {
        Instant first = FirstFire.of(seen.schedule(), now);
        boolean waits = isFixedDelay(seen) && chained.getAsBoolean();
        return switched(seen, DefinitionStatus.ENABLED, waits ? null : first, now);
    }

    /** The definition firing no more. */
    static TaskDefinition disabled(TaskDefinition seen, Instant now) {
        return switched(seen, DefinitionStatus.DISABLED, null, now);
    }

    private static boolean isFixedDelay(TaskDefinition definition) {
        return definition.schedule().type() == io.taskservice.schedule.ScheduleType.FIXED_DELAY;
    }

    private static TaskDefinition switched(
            TaskDefinition d, DefinitionStatus status, @Nullable Instant nextFireTime, Instant now) {
        return new TaskDefinition(
                d.id(),
                d.tenantId(),
                d.name(),
                d.description(),
                d.route(),
                d.params(),
                d.schedule(),
                d.firing(),
                d.execution(),
                d.concurrency(),
                status,
                new Cursor(nextFireTime, d.cursor().version() + 1),
                d.createdAt(),
                now);
    }
}
