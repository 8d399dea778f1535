package io.taskservice.definition;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.springframework.dao.DuplicateKeyException;

/** Stores definitions; every method that a tenant's request reaches takes the tenant. */
public final class TaskDefinitionRepository {

    private final TaskDefinitionMapper mapper;

    public TaskDefinitionRepository(TaskDatabase database) {
        this.mapper = database.mapper(TaskDefinitionMapper.class);
    }

    /** Adds a definition; false when the tenant already has one of that name. */
    public boolean insert(TaskDefinition definition) {
        return unlessNameTaken(() -> mapper.insert(DefinitionRow.of(definition)) == 1);
    }

    public Optional<TaskDefinition> find(TenantId tenant, DefinitionId id) {
        return Optional.ofNullable(mapper.find(tenant, id)).map(DefinitionRow::toDefinition);
    }

    /** Reads a definition and holds it until the transaction ends, so that no fire and no other edit comes between. */
    public Optional<TaskDefinition> lock(TenantId tenant, DefinitionId id) {
        return Optional.ofNullable(mapper.lock(tenant, id)).map(DefinitionRow::toDefinition);
    }

    /** Writes an edit made from {@code seenVersion}; false when the tenant has another definition of that name. */
    public boolean update(TaskDefinition edited, long seenVersion) {
        return unlessNameTaken(() -> {
            if (mapper.update(DefinitionRow.of(edited), seenVersion) != 1) {
                throw new IllegalStateException("Definition " + edited.id() + " changed although it was locked");
            }
            return true;
        });
    }

    public boolean delete(TenantId tenant, DefinitionId id) {
        return mapper.delete(tenant, id) == 1;
    }

    public List<TaskDefinition> list(TenantId tenant, DefinitionFilter filter, int limit, long offset) {
        return toDefinitions(mapper.list(tenant, filter, limit, offset));
    }

    public long count(TenantId tenant, DefinitionFilter filter) {
        return mapper.count(tenant, filter);
    }

    /** A tenant's definitions that fire next, soonest first. */
    public List<TaskDefinition> nextToFire(TenantId tenant, int limit) {
        return toDefinitions(mapper.nextToFire(tenant, limit));
    }

    /** Stops all definitions of a tenant from firing, or lets those go on again; returns how many. */
    public int suspendAll(TenantId tenant, boolean suspended) {
        return suspended
                ? mapper.changeAll(tenant, DefinitionStatus.ENABLED, DefinitionStatus.SUSPENDED)
                : mapper.changeAll(tenant, DefinitionStatus.SUSPENDED, DefinitionStatus.ENABLED);
    }

    /**
     * Locks the definitions that are due, the longest due first; those another node has locked are left out.
     *
     * @param now MySQL's time
     * @param anyonesBefore due before this: of any partition
     * @param partitions of these partitions as soon as due
     * @param aside but none of these
     */
    public List<TaskDefinition> lockDue(
            Instant now, Instant anyonesBefore, Set<Integer> partitions, Set<DefinitionId> aside, int limit) {
        return toDefinitions(mapper.lockDue(now, anyonesBefore, partitions, aside, limit));
    }

    /** The instants in (after, upTo] at which definitions of these partitions are due, soonest first. */
    public List<Instant> upcoming(Instant after, Instant upTo, Set<Integer> partitions, int limit) {
        return partitions.isEmpty() ? List.of() : mapper.upcoming(after, upTo, partitions, limit);
    }

    /** Moves cursors; returns how many were still where they had been seen. */
    public int moveCursors(List<CursorMove> moves) {
        return moves.isEmpty() ? 0 : mapper.moveCursors(moves);
    }

    /** Locks the definitions of instances that have ended, so that no fire comes between that and what follows. */
    public List<TaskDefinition> lockFollowing(Collection<InstanceId> instances) {
        return toDefinitions(mapper.lockFollowing(instances));
    }

    /** Sets the next fire of a FIXED_DELAY definition whose instance has ended; false when it has one already. */
    public boolean continueChain(DefinitionId id, Instant next) {
        return mapper.continueChain(id, next) == 1;
    }

    /** The first {@code limit} definitions, of all tenants, whose ids come after. */
    public List<TaskDefinition> stretch(String after, int limit) {
        return toDefinitions(mapper.stretch(after, limit));
    }

    /** Sets the next fire of a definition whose cursor is wrong; false when it is not where it was seen any more. */
    public boolean setCursor(DefinitionId id, Cursor seen, Instant next) {
        return mapper.setCursor(id, seen, next) == 1;
    }

    private static boolean unlessNameTaken(BooleanSupplier write) {
        try {
            return write.getAsBoolean();
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    private static List<TaskDefinition> toDefinitions(List<DefinitionRow> rows) {
        return rows.stream().map(DefinitionRow::toDefinition).toList();
    }
}
