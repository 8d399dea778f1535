package io.taskservice.api.explain;

import io.taskservice.api.definition.Definitions;
import io.taskservice.cluster.ClusterRepository;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.FiredInstance;
import io.taskservice.firing.FiringHistory;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceLine;
import io.taskservice.schedule.InvalidScheduleException;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.schedule.Timetable;
import io.taskservice.tenant.TenantRepository;
import io.taskservice.tenant.TenantStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells whether a definition fires, and what became of its due times. */
final class DefinitionExplanations {

    /** So many due times, or rows of them, are told of at once. */
    private static final int MOST_ROWS = 200;

    private final TaskDatabase database;
    private final Definitions definitions;
    private final FiringHistory history;
    private final InstanceLine line;
    private final Clusters clusters;
    private final ClusterRepository wishes;
    private final TenantRepository tenants;

    DefinitionExplanations(
            TaskDatabase database,
            Definitions definitions,
            FiringHistory history,
            Looks looks,
            Clusters clusters,
            ClusterRepository wishes,
            TenantRepository tenants) {
        this.database = database;
        this.definitions = definitions;
        this.history = history;
        this.line = looks.line();
        this.clusters = clusters;
        this.wishes = wishes;
        this.tenants = tenants;
    }

    /** The definition is read first: what its cursor has passed by then is an instance or a gap by the time these are. */
    DefinitionExplanation explain(TenantId tenant, String id, @Nullable Instant from, @Nullable Instant to) {
        Instant now = database.now();
        ExplainWindow window = ExplainWindow.of(from, to, now);
        TaskDefinition definition = definitions.require(tenant, id);
        FiringState state = stateOf(definition, now);
        FireRecord record = recordOf(state, window);
        List<DueTime> dueTimes = DueTimes.of(record);
        boolean isCut = dueTimes.size() > MOST_ROWS;
        List<DueTime> shown = isCut ? dueTimes.subList(0, MOST_ROWS) : dueTimes;
        List<Blocker> blockers = FiringBlockers.find(state);
        Instant next = definition.cursor().nextFireTime();
        return new DefinitionExplanation(
                definition.id().value(),
                definition.status(),
                FiringVerdict.of(state, blockers),
                blockers,
                next,
                next == null ? 0 : Math.max(0, Duration.between(next, now).toMillis()),
                new DefinitionExplanation.Schedulers(
                        state.schedulers(), state.wish().wish()),
                window.from(),
                window.to(),
                isChain(definition) ? null : record.sureAfter(),
                shown,
                isCut ? shown.get(MOST_ROWS - 1).dueTime() : null,
                now);
    }

    private FiringState stateOf(TaskDefinition definition, Instant now) {
        return new FiringState(
                definition,
                now,
                timetableOf(definition),
                clusters.look().schedulers().size(),
                wishes.wish(),
                tenants.find(definition.tenantId())
                        .filter(tenant -> tenant.status() == TenantStatus.ACTIVE)
                        .isPresent(),
                line.underWay(definition.tenantId(), definition.id()));
    }

    /** Instances before gaps, for one that is deleted leaves a gap; and last, since when nothing of either was deleted. */
    private FireRecord recordOf(FiringState state, ExplainWindow window) {
        TaskDefinition definition = state.definition();
        TenantId tenant = definition.tenantId();
        List<FiredInstance> fired = history.fired(tenant, definition.id(), window.from(), window.to(), MOST_ROWS + 1);
        List<FireGap> gaps = history.gaps(tenant, definition.id(), window.from(), window.to(), MOST_ROWS + 1);
        Instant unchanged = unchangedAfter(definition);
        Instant kept = history.keptSince(state.now()).orElse(unchanged);
        return new FireRecord(
                isChain(definition) ? null : state.timetable(),
                definition.status(),
                definition.cursor().nextFireTime(),
                kept.isAfter(unchanged) ? kept : unchanged,
                window,
                state.now(),
                fired,
                gaps,
                MOST_ROWS);
    }

    /** Whatever was changed: from the cursor on, its due times are those of the schedule there is now. */
    private static Instant unchangedAfter(TaskDefinition definition) {
        Instant changed = definition.updatedAt();
        Instant next = definition.cursor().nextFireTime();
        return next == null || next.isAfter(changed) ? changed : next.minusMillis(1);
    }

    private static boolean isChain(TaskDefinition definition) {
        return definition.schedule().type() == ScheduleType.FIXED_DELAY;
    }

    private static @Nullable Timetable timetableOf(TaskDefinition definition) {
        try {
            return definition.schedule().timetable();
        } catch (InvalidScheduleException e) {
            return null;
        }
    }
}
