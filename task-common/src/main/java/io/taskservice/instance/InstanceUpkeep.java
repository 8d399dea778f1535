package io.taskservice.instance;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.event.Outbox;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.work.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The scheduler's duties on instances: promotion, rescue, turns, retention. */
public final class InstanceUpkeep {

    /** After so many lost nodes the instance itself is suspected of killing them. */
    static final int MOST_CRASHES = 3;

    private final TaskDatabase database;
    private final TaskDefinitionRepository definitions;
    private final InstanceUpkeepMapper mapper;
    private final InstanceListMapper lists;
    private final TaskInstanceMapper instances;
    private final SideRowMapper sideRows;
    private final Endings endings;
    private final Expiry expiry;

    public InstanceUpkeep(TaskDatabase database, TaskDefinitionRepository definitions, Outbox outbox) {
        this.database = database;
        this.definitions = definitions;
        this.lists = database.mapper(InstanceListMapper.class);
        this.mapper = database.mapper(InstanceUpkeepMapper.class);
        this.instances = database.mapper(TaskInstanceMapper.class);
        this.sideRows = database.mapper(SideRowMapper.class);
        this.endings = new Endings(database, definitions, outbox);
        this.expiry = new Expiry(database, endings);
    }

    /** Makes up to {@code limit} scheduled instances claimable whose time has come; returns how many. */
    public int promote(int limit) {
        return database.inTransaction(() -> {
            List<InstanceId> due = mapper.lockPromotable(database.now(), limit);
            return due.isEmpty() ? 0 : mapper.promote(due);
        });
    }

    /** How long until the next scheduled instance is due, negative if it was due just now; empty: there is none. */
    public Optional<Duration> untilNextPromotion() {
        return Optional.ofNullable(mapper.microsToNextPromotion())
                .map(micros -> Duration.of(micros, ChronoUnit.MICROS));
    }

    /** Fails up to {@code limit} instances that did not start in time; returns how many it looked at. */
    public int expire(int limit) {
        return database.inTransaction(() -> expiry.expireDue(limit));
    }

    /** Frees up to {@code limit} claims of a dead node. */
    public Rescued rescue(NodeId dead, int limit) {
        return database.inTransaction(() -> {
            List<InstanceRow> rows = mapper.lockHeldBy(dead, limit);
            Map<Fate, List<InstanceRow>> byFate =
                    rows.stream().collect(groupingBy(Fate::of, () -> new EnumMap<>(Fate.class), toList()));
            byFate.forEach((fate, doomed) -> free(dead, fate, doomed));
            return new Rescued(
                    rows.size(),
                    byFate.entrySet().stream()
                            .filter(entry -> entry.getKey().status == InstanceStatus.FAILED)
                            .flatMap(entry -> entry.getValue().stream())
                            .collect(groupingBy(InstanceRow::handler, counting())));
        });
    }

    /** Whether nothing is left to free of a dead node; a claim somebody has locked just now still counts. */
    public boolean holdsNothing(NodeId dead) {
        return mapper.countHeldBy(dead) == 0;
    }

    /** Nodes that are gone and hold something: a claim may be committed, however late, after its node was buried. */
    public List<NodeId> goneHolders() {
        return mapper.goneHolders();
    }

    private void free(NodeId dead, Fate fate, List<InstanceRow> rows) {
        List<InstanceId> ids = rows.stream().map(InstanceRow::id).toList();
        String message = fate.code == null ? null : "Node " + dead + " was lost while it ran this instance";
        mapper.free(dead, ids, fate.status, fate.code, message);
        if (fate.status.isTerminal()) {
            endings.ended(instances.findAll(ids).stream().map(Ended::as).toList());
        } else {
            endings.repeated(PastAttempt.Outcome.NODE_LOST, rows);
        }
    }

    /** Whether an active instance will, when it ends, make its definition act: set the next FIXED_DELAY fire. */
    public boolean anyFollowed(TenantId tenant, DefinitionId definition) {
        return lists.anyFollowed(tenant, definition);
    }

    /**
     * Lets the next in line of a definition go if no other instance of it is under way: what its last end should have done.
     * Returns the one that goes; empty: it is in order that they wait, or there is no such definition.
     */
    public Optional<InstanceId> giveMissedTurn(TenantId tenant, DefinitionId definition) {
        return database.inTransaction(
                () -> definitions.lock(tenant, definition).flatMap(endings.following()::giveTurn));
    }

    /** How many active instances each of these definitions has; absent: none. */
    public Map<DefinitionId, Integer> countActive(Collection<DefinitionId> definitions) {
        return definitions.isEmpty()
                ? Map.of()
                : mapper.countActive(definitions).stream()
                        .collect(toMap(ActiveCount::definitionId, ActiveCount::instances));
    }

    /** Which of these fire times of a definition have their instance already. */
    public Set<Instant> firedAlready(DefinitionId definition, Collection<Instant> fireTimes) {
        return fireTimes.isEmpty() ? Set.of() : mapper.findFired(definition, fireTimes);
    }

    /** Deletes up to {@code limit} ended instances created before; returns how many. */
    public int deleteEndedBefore(Instant cutoff, int limit) {
        return database.inTransaction(() -> {
            List<InstanceId> old = mapper.findOld(InstanceId.lowestAt(cutoff), limit);
            if (old.isEmpty()) {
                return 0;
            }
            sideRows.deleteOf(old);
            return mapper.deleteEnded(old);
        });
    }

    /** What becomes of an instance whose node was lost. */
    private enum Fate {
        AGAIN(InstanceStatus.PENDING, null),
        CANCELLED(InstanceStatus.CANCELLED, FailureCode.CANCELLED),
        LOST(InstanceStatus.FAILED, FailureCode.NODE_LOST),
        POISON(InstanceStatus.FAILED, FailureCode.POISON);

        private final InstanceStatus status;

        @Nullable
        private final FailureCode code;

        Fate(InstanceStatus status, @Nullable FailureCode code) {
            this.status = status;
            this.code = code;
        }

        static Fate of(InstanceRow row) {
            if (row.cancelRequested()) {
                return CANCELLED;
            }
            if (row.delivery() == Delivery.AT_MOST_ONCE) {
                return LOST;
            }
            return row.crashCount() + 1 >= MOST_CRASHES ? POISON : AGAIN;
        }
    }
}
