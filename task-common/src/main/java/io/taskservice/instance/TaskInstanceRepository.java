package io.taskservice.instance;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;

import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.event.Outbox;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Moves instances through their statuses. Every move is one guarded UPDATE; a lost race is a value, never an exception.
 */
public final class TaskInstanceRepository {

    private final TaskDatabase database;
    private final TaskInstanceMapper mapper;
    private final InstanceListMapper lists;
    private final Following following;
    private final Outbox outbox;

    public TaskInstanceRepository(TaskDatabase database, TaskDefinitionRepository definitions, Outbox outbox) {
        this.database = database;
        this.mapper = database.mapper(TaskInstanceMapper.class);
        this.lists = database.mapper(InstanceListMapper.class);
        this.following = new Following(database, definitions, database.mapper(InstanceUpkeepMapper.class));
        this.outbox = outbox;
    }

    /** Adds instances; throws DuplicateKeyException when one stands for a fire time that has one already. */
    public void insert(List<NewInstance> instances) {
        if (!instances.isEmpty()) {
            mapper.insertAll(instances);
        }
    }

    /**
     * Hands up to {@code limit} waiting instances of a queue to a node: the first by priority, then by age.
     *
     * <ol>
     *   <li>Lock the first claimable rows in the order of the index; rows another node has locked are passed over.
     *   <li>Turn exactly these to RUNNING, with this node and the next attempt number.
     *   <li>Commit. Only then does the node know them, and nobody else can.
     * </ol>
     *
     * A node that dies after the commit is rescued; one that never hears of the commit finds the rows by
     * {@link #heldBy} and gives them back.
     */
    public List<Claim> claim(NodeId node, String queue, Collection<String> handlers, int limit) {
        if (limit <= 0 || handlers.isEmpty()) {
            return List.of();
        }
        return database.inTransaction(() -> {
            List<InstanceRow> rows = mapper.lockClaimable(queue, handlers, limit);
            if (rows.isEmpty()) {
                return List.of();
            }
            Instant now = database.now();
            requireAll(mapper.startAttempts(node, now, rows), rows.size());
            return rows.stream().map(row -> row.claimedBy(node, now)).toList();
        });
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
            Set<InstanceId> ended =
                    idsOf(completions, c -> c.isTerminal() && c.claim().followed());
            ended.addAll(cancelThoseAskedFor(completions));
            ended.retainAll(accepted);
            following.ended(ended);
            outbox.ended(accepted);
            return accepted;
        });
    }

    /** A cancel that came while the attempt ran holds, though the attempt ended as one to be repeated. */
    private Set<InstanceId> cancelThoseAskedFor(List<Completion> completions) {
        Set<InstanceId> repeated = idsOf(completions, completion -> !completion.isTerminal());
        return cancelIfAsked(repeated);
    }

    /** Cancels those of the waiting instances that somebody asked to cancel; returns the followed ones among them. */
    private Set<InstanceId> cancelIfAsked(Set<InstanceId> waiting) {
        boolean anyCancelled = !waiting.isEmpty() && mapper.cancelRequested(waiting) > 0;
        return anyCancelled ? followedOf(waiting) : Set.of();
    }

    /** Those of the instances that are cancelled and followed. */
    private Set<InstanceId> followedOf(Collection<InstanceId> cancelled) {
        return mapper.findAll(cancelled).stream()
                .filter(row -> row.status() == InstanceStatus.CANCELLED && row.followed())
                .map(InstanceRow::id)
                .collect(toCollection(HashSet::new));
    }

    private Set<InstanceId> acceptedOf(List<Completion> completions) {
        Map<InstanceId, InstanceRow> rows = mapper.findAll(idsOf(completions, completion -> true)).stream()
                .collect(toMap(InstanceRow::id, row -> row));
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
        return completion.status() == InstanceStatus.CANCELLED
                ? row.errorCode()
                : completion.outcome().errorCode();
    }

    private static Set<InstanceId> idsOf(List<Completion> completions, Predicate<Completion> which) {
        return completions.stream().filter(which).map(c -> c.claim().id()).collect(toCollection(HashSet::new));
    }

    /** Cancels a tenant's instance, or asks its node to; empty when the tenant has no such instance. */
    public Optional<CancelResult> cancel(TenantId tenant, InstanceId id) {
        return database.inTransaction(() -> {
            if (mapper.cancelWaiting(tenant, id, FailureCode.CANCELLED) == 1) {
                following.ended(followedOf(List.of(id)));
                outbox.ended(List.of(id));
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
        List<InstanceId> waiting = mapper.lockWaiting(tenant, definition);
        if (!waiting.isEmpty()) {
            mapper.replaceWaiting(tenant, definition);
            outbox.ended(waiting);
        }
        mapper.replaceRunning(tenant, definition);
    }

    /** Lets the next in line of a definition, which the caller has locked, go unless another is under way. */
    public void giveTurn(TaskDefinition definition) {
        following.giveTurn(definition);
    }

    /** Writes progress; attempts that are no longer their node's are passed over. */
    public void report(Collection<ProgressReport> reports) {
        if (!reports.isEmpty()) {
            mapper.report(reports);
        }
    }

    /** What the database says a node holds. */
    public List<Held> heldBy(NodeId node) {
        return mapper.heldBy(node);
    }

    /** Makes claimable again what a node holds and knows nothing of; returns how many it still held. */
    public int giveBack(NodeId node, List<Held> held) {
        return database.inTransaction(() -> {
            int given =
                    held.stream().mapToInt(one -> mapper.giveBack(node, one)).sum();
            Set<InstanceId> ids = held.stream().map(Held::id).collect(toCollection(HashSet::new));
            following.ended(cancelIfAsked(ids));
            outbox.ended(ids);
            return given;
        });
    }

    /** Whether a queue has anything these handlers could run; costs less than a claim that finds nothing. */
    public boolean hasClaimable(String queue, Collection<String> handlers) {
        return mapper.countClaimable(queue, handlers) > 0;
    }

    /** Which of its attempts a node has been asked to cancel. */
    public List<Held> cancelRequestsTo(NodeId node) {
        return mapper.cancelRequestsTo(node);
    }

    public Optional<TaskInstance> find(TenantId tenant, InstanceId id) {
        return Optional.ofNullable(mapper.find(tenant, id)).map(InstanceRow::toInstance);
    }

    /** A page of a tenant's instances, newest first. */
    public List<TaskInstance> list(TenantId tenant, InstanceFilter filter, int limit) {
        return lists.list(tenant, filter, limit).stream()
                .map(InstanceRow::toInstance)
                .toList();
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

    private static void requireAll(int rows, int expected) {
        if (rows != expected) {
            throw new IllegalStateException("Wrote " + rows + " of " + expected + " rows that were locked for it");
        }
    }
}
