package io.taskservice.instance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import io.taskservice.database.Batches;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.event.Outbox;
import io.taskservice.gate.Gate;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.queue.LanePlace;
import io.taskservice.queue.Lanes;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * Moves instances through their statuses. Every move is one guarded UPDATE; a lost race is a value, never an exception.
 */
public final class TaskInstanceRepository {

    private final TaskDatabase database;
    private final TaskInstanceMapper mapper;
    private final SideRowMapper sideRows;
    private final AttemptMapper attempts;
    private final InstanceListMapper lists;
    private final Lanes lanes;
    private final Endings endings;

    public TaskInstanceRepository(TaskDatabase database, TaskDefinitionRepository definitions, Outbox outbox) {
        this.database = database;
        this.mapper = database.mapper(TaskInstanceMapper.class);
        this.sideRows = database.mapper(SideRowMapper.class);
        this.attempts = database.mapper(AttemptMapper.class);
        this.lists = database.mapper(InstanceListMapper.class);
        this.lanes = new Lanes(database);
        this.endings = new Endings(database, definitions, outbox);
    }

    /** Adds instances; throws DuplicateKeyException when one stands for a fire time or a request that has one already. */
    public void insert(List<NewInstance> instances) {
        Batches.of(instances, one -> Batches.lengthOf(one.params())).forEach(this::insertBatch);
    }

    /**
     * Adds instances, but for those whose request key has made one already; returns these, by key. A statement that meets
     * a duplicate has added nothing, and by then the other transaction is committed: its instance can be read.
     */
    public Map<String, TaskInstance> insertUnlessRequested(TenantId tenant, List<NewInstance> instances) {
        Map<String, TaskInstance> existing = new HashMap<>();
        Batches.of(instances, one -> Batches.lengthOf(one.params()))
                .forEach(batch -> insertUnlessIn(existing, tenant, batch));
        return existing;
    }

    private void insertUnlessIn(Map<String, TaskInstance> existing, TenantId tenant, List<NewInstance> batch) {
        List<NewInstance> rest = batch;
        while (!rest.isEmpty()) {
            try {
                insertBatch(rest);
                return;
            } catch (DuplicateKeyException e) {
                List<String> keys = rest.stream()
                        .map(one -> one.origin().requestKey())
                        .filter(Objects::nonNull)
                        .toList();
                Map<String, TaskInstance> found = findByRequestKeys(tenant, keys);
                if (found.isEmpty()) {
                    throw e;
                }
                existing.putAll(found);
                rest = rest.stream()
                        .filter(one -> !found.containsKey(one.origin().requestKey()))
                        .toList();
            }
        }
    }

    private void insertBatch(List<NewInstance> instances) {
        lanes.open(instances.stream()
                .map(one -> new LanePlace(one.route().queue(), one.tenantId()))
                .toList());
        mapper.insertAll(instances);
        List<NewInstance> expiring =
                instances.stream().filter(one -> one.expiresAt() != null).toList();
        if (!expiring.isEmpty()) {
            sideRows.insertExpiries(expiring);
        }
        List<NewInstance> labelled = instances.stream()
                .filter(one -> !one.origin().labels().isEmpty())
                .toList();
        if (!labelled.isEmpty()) {
            sideRows.insertLabels(labelled);
        }
    }

    /**
     * Writes outcomes; returns the instances whose outcome stands. The others' attempts had been superseded: their
     * outcome changed nothing. Writing the same outcomes again, after an answer that never came, gives the same answer.
     */
    public Set<InstanceId> complete(List<Completion> completions) {
        if (completions.isEmpty()) {
            return Set.of();
        }
        return database.inTransaction(() -> {
            Set<InstanceId> accepted = mapper.complete(completions) == completions.size()
                    ? idsOf(completions, completion -> true)
                    : acceptedOf(completions);
            List<Completion> standing = completions.stream()
                    .filter(completion -> accepted.contains(completion.claim().id()))
                    .toList();
            endings.ended(standing.stream()
                    .filter(Completion::isTerminal)
                    .map(Ended::by)
                    .toList());
            remember(standing.stream().filter(one -> !one.isTerminal()).toList());
            // A cancel that came while the attempt ran holds, though the attempt ended as one to be repeated.
            cancelIfAsked(idsOf(standing, completion -> !completion.isTerminal()));
            return accepted;
        });
    }

    private void remember(List<Completion> repeated) {
        repeated.stream().collect(groupingBy(Completion::pastOutcome)).forEach((outcome, some) -> {
            Map<InstanceId, Gate> gated = new HashMap<>();
            for (Completion completion : some) {
                Gate gate = completion.claim().gate();
                if (gate != null) {
                    gated.put(completion.claim().id(), gate);
                }
            }
            endings.repeated(outcome, idsOf(some, completion -> true), gated);
        });
    }

    /** Cancels those of the waiting instances that somebody asked to cancel while they ran. */
    void cancelIfAsked(Collection<InstanceId> waiting) {
        if (!waiting.isEmpty() && mapper.cancelRequested(waiting) > 0) {
            endings.ended(cancelledOf(waiting));
        }
    }

    private List<Ended> cancelledOf(Collection<InstanceId> instances) {
        return rows(instances).stream()
                .filter(row -> row.status() == InstanceStatus.CANCELLED)
                .map(Ended::as)
                .toList();
    }

    private Set<InstanceId> acceptedOf(List<Completion> completions) {
        Map<InstanceId, InstanceRow> rows =
                rows(idsOf(completions, completion -> true)).stream().collect(toMap(InstanceRow::id, row -> row));
        return idsOf(
                completions,
                completion -> stands(completion, rows.get(completion.claim().id())));
    }

    private static boolean stands(Completion completion, @Nullable InstanceRow row) {
        Claim claim = completion.claim();
        return row != null
                && row.status() == completion.status()
                && Objects.equals(row.errorCode(), codeOf(completion, row))
                && row.attempt() == claim.attempt()
                && claim.node().equals(row.executionNode());
    }

    /** The code tells a failure that was written from one that the rescue wrote; a cancel keeps its first reason. */
    private static @Nullable String codeOf(Completion completion, InstanceRow row) {
        boolean keepsFirst =
                completion.status() == InstanceStatus.CANCELLED || (!completion.isTerminal() && row.cancelRequested());
        return keepsFirst ? row.errorCode() : completion.outcome().errorCode();
    }

    private static Set<InstanceId> idsOf(List<Completion> completions, Predicate<Completion> which) {
        return completions.stream().filter(which).map(c -> c.claim().id()).collect(toCollection(HashSet::new));
    }

    /** Cancels a tenant's instance, or asks its node to; empty when the tenant has no such instance. */
    public Optional<CancelResult> cancel(TenantId tenant, InstanceId id) {
        return database.inTransaction(() -> {
            if (mapper.cancelWaiting(tenant, id, FailureCode.CANCELLED) == 1) {
                endings.ended(cancelledOf(List.of(id)));
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
            endings.endedInFavour(cancelledOf(waiting));
        }
        mapper.replaceRunning(tenant, definition);
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

    /** Deletes a tenant's instance that has ended, with its history, labels and dead letter; false: there is none such. */
    public boolean deleteEnded(TenantId tenant, InstanceId id) {
        return database.inTransaction(() -> {
            boolean deleted = mapper.deleteEnded(tenant, id) == 1;
            if (deleted) {
                sideRows.deleteOf(List.of(id));
            }
            return deleted;
        });
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
        return keys.isEmpty()
                ? Map.of()
                : mapper.findByRequestKeys(tenant, keys).stream()
                        .collect(toMap(row -> Objects.requireNonNull(row.requestKey()), InstanceRow::toInstance));
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

    List<InstanceRow> rows(Collection<InstanceId> ids) {
        return ids.isEmpty() ? List.of() : mapper.findAll(ids);
    }
}
