package io.taskservice.instance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.event.Outbox;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.work.Delivery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The scheduler's duties on instances: promotion, rescue, retention. */
public final class InstanceUpkeep {

    /** After so many lost nodes the instance itself is suspected of killing them. */
    static final int MOST_CRASHES = 3;

    private final TaskDatabase database;
    private final InstanceUpkeepMapper mapper;
    private final Following following;
    private final Outbox outbox;

    public InstanceUpkeep(TaskDatabase database, TaskDefinitionRepository definitions, Outbox outbox) {
        this.database = database;
        this.mapper = database.mapper(InstanceUpkeepMapper.class);
        this.following = new Following(database, definitions, mapper);
        this.outbox = outbox;
    }

    /** Makes up to {@code limit} scheduled instances claimable whose time has come; returns how many. */
    public int promote(int limit) {
        return database.inTransaction(() -> {
            List<InstanceId> due = mapper.lockPromotable(database.now(), limit);
            return due.isEmpty() ? 0 : mapper.promote(due);
        });
    }

    /** Frees up to {@code limit} claims of a dead node; returns how many there were. */
    public int rescue(NodeId dead, int limit) {
        return database.inTransaction(() -> {
            List<InstanceRow> rows = mapper.lockHeldBy(dead, limit);
            rows.stream().collect(groupingBy(Fate::of)).forEach((fate, doomed) -> free(dead, fate, doomed));
            return rows.size();
        });
    }

    /** Whether nothing is left to free of a dead node; a claim somebody has locked just now still counts. */
    public boolean holdsNothing(NodeId dead) {
        return mapper.countHeldBy(dead) == 0;
    }

    private void free(NodeId dead, Fate fate, List<InstanceRow> rows) {
        List<InstanceId> ids = rows.stream().map(InstanceRow::id).toList();
        String message = fate.code == null ? null : "Node " + dead + " was lost while it ran this instance";
        mapper.free(dead, ids, fate.status, fate.code, message);
        if (fate.status.isTerminal()) {
            following.ended(rows.stream()
                    .filter(InstanceRow::followed)
                    .map(InstanceRow::id)
                    .toList());
            outbox.ended(ids);
        }
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
        List<InstanceId> old = mapper.findOld(InstanceId.lowestAt(cutoff), limit);
        return old.isEmpty() ? 0 : mapper.deleteEnded(old);
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
