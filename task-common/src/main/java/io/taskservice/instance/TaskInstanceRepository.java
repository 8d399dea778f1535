package io.taskservice.instance;

import static java.util.stream.Collectors.toMap;

import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.event.Outbox;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.Ids;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves instances through their statuses. Every move is one guarded UPDATE; a lost race is a value, never an exception.
 */
public final class TaskInstanceRepository {

    private final TaskDatabase database;
    private final TaskInstanceMapper mapper;
    private final SideRowMapper sideRows;
    private final AttemptMapper attempts;
    private final InstanceListMapper lists;
    private final Insertions insertions;
    private final Endings endings;
    private final Completions completions;

    public TaskInstanceRepository(TaskDatabase database, TaskDefinitionRepository definitions, Outbox outbox) {
        this.database = database;
        this.mapper = database.mapper(TaskInstanceMapper.class);
        this.sideRows = database.mapper(SideRowMapper.class);
        this.attempts = database.mapper(AttemptMapper.class);
        this.lists = database.mapper(InstanceListMapper.class);
        this.insertions = new Insertions(database);
        this.endings = new Endings(database, definitions, outbox);
        this.completions = new Completions(database, endings);
    }

    /** Adds instances; throws DuplicateKeyException when one stands for a fire time or a request that has one already. */
    public void insert(List<NewInstance> instances) {
        insertions.insert(instances);
    }

    /** Adds instances, but for those whose request key has made one already; returns these, by key. */
    public Map<String, TaskInstance> insertUnlessRequested(TenantId tenant, List<NewInstance> instances) {
        return insertions.insertUnlessRequested(tenant, instances);
    }

    /**
     * Writes outcomes; returns the attempts whose outcome stands. The others had been superseded: their outcome changed
     * nothing. Writing the same outcomes again, after an answer that never came, changes nothing and gives the same answer.
     */
    public Set<Held> complete(List<Completion> completions) {
        return complete(completions, () -> {});
    }

    /**
     * As {@link #complete(List)}; what {@code before} writes is committed with the outcomes or not at all. It may be called
     * twice, the first time to be rolled back.
     */
    public Set<Held> complete(List<Completion> completions, Runnable before) {
        if (completions.isEmpty()) {
            before.run();
            return Set.of();
        }
        return this.completions.write(completions, before);
    }

    /** Cancels a tenant's instance, or asks its node to; empty when the tenant has no such instance. */
    public Optional<CancelResult> cancel(TenantId tenant, InstanceId id) {
        return database.inTransaction(() -> {
            endings.holdGatesOfParked(mapper.findThese(tenant, List.of(id)));
            if (mapper.cancelWaiting(tenant, id, FailureCode.CANCELLED) == 1) {
                endings.ended(endings.cancelledOf(List.of(id)));
                return Optional.of(CancelResult.CANCELLED);
            }
            if (mapper.requestCancel(tenant, id) == 1) {
                return Optional.of(CancelResult.REQUESTED);
            }
            return find(tenant, id).map(instance -> CancelResult.ALREADY_ENDED);
        });
    }

    /** Makes way for a REPLACE fire: waiting instances are cancelled, running ones asked to stop. */
    public void replaceActive(TenantId tenant, DefinitionId definition) {
        List<InstanceId> waiting = mapper.lockWaitingOf(tenant, definition);
        if (!waiting.isEmpty()) {
            mapper.replaceWaiting(waiting);
            endings.endedInFavour(endings.cancelledOf(waiting));
        }
        mapper.replaceRunning(tenant, definition);
    }

    /** Has a definition, which the caller has locked and which is serial from now on, act on the ends of what is active. */
    public void follow(TenantId tenant, DefinitionId definition) {
        mapper.follow(tenant, definition);
    }

    /** Lets the next in line of a definition, which the caller has locked, go unless another is under way. */
    public void giveTurn(TaskDefinition definition) {
        endings.following().giveTurn(definition);
    }

    /** Changes the priority of a tenant's instance that waits; false when it does not, or is not there. */
    public boolean changePriority(TenantId tenant, InstanceId id, int priority) {
        return database.inTransaction(() -> {
            boolean changed = mapper.changePriority(tenant, id, priority) == 1;
            if (changed) {
                endings.gates().changePriority(id, priority);
            }
            return changed;
        });
    }

    /**
     * Deletes a tenant's instance that has ended, with its history, labels and dead letter; false: there is none such. If it
     * stood for a fire time, a gap stands for that from now on: no due time is ever without one or the other.
     */
    public boolean deleteEnded(TenantId tenant, InstanceId id) {
        return database.inTransaction(() -> {
            InstanceRow seen = mapper.find(tenant, id);
            if (seen == null || mapper.deleteEnded(tenant, id) != 1) {
                return false;
            }
            sideRows.deleteOf(List.of(id));
            leaveGap(seen);
            return true;
        });
    }

    private void leaveGap(InstanceRow deleted) {
        DefinitionId definition = deleted.taskDefinitionId();
        Instant fireTime = deleted.fireTime();
        if (definition != null && fireTime != null) {
            sideRows.leaveGap(Ids.next(), deleted.tenantId(), definition, fireTime);
        }
    }

    /** Writes progress; attempts that are no longer their node's are passed over. */
    public void report(Collection<ProgressReport> reports) {
        if (!reports.isEmpty()) {
            mapper.report(reports);
        }
    }

    public Optional<TaskInstance> find(TenantId tenant, InstanceId id) {
        return Optional.ofNullable(mapper.find(tenant, id)).map(InstanceRow::toInstance);
    }

    /** Those of these that a tenant has, by id. */
    public Map<InstanceId, TaskInstance> findThese(TenantId tenant, Collection<InstanceId> ids) {
        return ids.isEmpty()
                ? Map.of()
                : mapper.findThese(tenant, ids).stream().collect(toMap(InstanceRow::id, InstanceRow::toInstance));
    }

    /** The instances that requests with these keys made, by key. */
    public Map<String, TaskInstance> findByRequestKeys(TenantId tenant, Collection<String> keys) {
        return insertions.findByRequestKeys(tenant, keys);
    }

    /** The last {@code limit} attempts of an instance that were followed by another, oldest first. */
    public List<PastAttempt> pastAttempts(TenantId tenant, InstanceId id, int limit) {
        return attempts.list(tenant, id, limit);
    }

    /** A page of a tenant's instances, newest first. */
    public List<TaskInstance> list(TenantId tenant, InstanceFilter filter, int limit) {
        List<InstanceRow> rows = filter.labels().isEmpty()
                ? lists.list(tenant, filter, limit)
                : lists.listLabelled(tenant, filter, limit);
        return rows.stream().map(InstanceRow::toInstance).toList();
    }

    /**
     * How long the last successes of a tenant took: up to 20 of the definition or, without one, those of the handler among
     * the tenant's last 200.
     */
    public List<Duration> recentDurations(TenantId tenant, @Nullable DefinitionId definition, String handler) {
        return definition == null
                ? lists.durationsOfHandler(tenant, handler)
                : lists.durationsOfDefinition(tenant, definition);
    }

    /** How many of a tenant's instances are in each active status; a status with none is absent. */
    public List<StatusCount> countActive(TenantId tenant) {
        return lists.countActive(tenant);
    }

    /** Whether an active instance will, when it ends, make its definition act: set the next FIXED_DELAY fire. */
    public boolean anyFollowed(TenantId tenant, DefinitionId definition) {
        return lists.anyFollowed(tenant, definition);
    }

    /** How many due instances wait in each queue; a queue with none is absent. */
    public List<QueueSize> queueSizes() {
        return lists.queueSizes();
    }
}
