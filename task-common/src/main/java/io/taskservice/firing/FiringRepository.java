package io.taskservice.firing;

import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.CursorMove;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.firing.FireGapMapper.GapRow;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.Ids;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.TaskInstanceRepository;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Writes firings: instances, gaps and cursors belong to one transaction, the caller's. */
public final class FiringRepository {

    private final TaskDefinitionRepository definitions;
    private final TaskInstanceRepository instances;
    private final FireGapMapper gaps;

    public FiringRepository(
            TaskDatabase database, TaskDefinitionRepository definitions, TaskInstanceRepository instances) {
        this.definitions = definitions;
        this.instances = instances;
        this.gaps = database.mapper(FireGapMapper.class);
    }

    /**
     * Writes firings of definitions that this transaction has locked.
     *
     * <p>Throws DuplicateKeyException when a fire time has its instance already, and IllegalStateException when a cursor
     * is not where it was seen; either way the transaction must roll back, and nothing has fired.
     */
    public void write(List<Firing> firings) {
        firings.stream().filter(Firing::replacesActive).map(Firing::definition).forEach(this::makeWay);
        instances.insert(firings.stream()
                .flatMap(firing -> firing.instances().stream())
                .sorted(Comparator.comparing(instance -> instance.id().value()))
                .toList());
        firings.stream().filter(Firing::replacesActive).map(Firing::definition).forEach(instances::giveTurn);
        insert(firings.stream().flatMap(firing -> firing.gaps().stream()).toList());
        List<CursorMove> moves = firings.stream().map(FiringRepository::moveOf).toList();
        int moved = definitions.moveCursors(moves);
        if (moved != moves.size()) {
            throw new IllegalStateException("Moved " + moved + " of " + moves.size() + " cursors that were locked");
        }
    }

    /** The latest gaps of a definition, newest first. */
    public List<FireGap> gaps(TenantId tenant, DefinitionId definition, int limit) {
        return gaps.list(tenant, definition, limit);
    }

    /** Deletes up to {@code limit} gaps recorded before; returns how many. */
    public int deleteGapsBefore(Instant cutoff, int limit) {
        return gaps.deleteBelow(Ids.lowestAt(cutoff), limit);
    }

    private void makeWay(TaskDefinition definition) {
        instances.replaceActive(definition.tenantId(), definition.id());
    }

    private void insert(List<FireGap> all) {
        if (!all.isEmpty()) {
            gaps.insertAll(all.stream().map(gap -> new GapRow(Ids.next(), gap)).toList());
        }
    }

    private static CursorMove moveOf(Firing firing) {
        TaskDefinition definition = firing.definition();
        return new CursorMove(
                definition.id(),
                Objects.requireNonNull(definition.cursor().nextFireTime()),
                definition.cursor().version(),
                firing.next());
    }
}
