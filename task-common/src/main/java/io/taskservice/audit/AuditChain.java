package io.taskservice.audit;

import io.taskservice.database.Batches;
import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.Ids;
import io.taskservice.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the chains of audit entries, and cuts them at their old end.
 *
 * <ol>
 *   <li>Lock the head of the tenant's chain: from now to the commit nobody else adds to it, so the order of places is
 *       that of the commits.
 *   <li>Give each entry the next place and a hash that stands for the row before it too; insert.
 *   <li>Move the head.
 * </ol>
 */
public final class AuditChain {

    private static final int BATCH = 500;

    private final TaskDatabase database;
    private final AuditMapper mapper;

    public AuditChain(TaskDatabase database) {
        this.database = database;
        this.mapper = database.mapper(AuditMapper.class);
    }

    /** Adds entries of one tenant, as the last thing of the caller's transaction. */
    void append(TenantId tenant, List<AuditEntry> entries) {
        AuditHead head = lock(tenant);
        List<AuditRow> rows = new ArrayList<>();
        for (AuditEntry entry : entries) {
            AuditRow row = AuditRow.of(Ids.next(), entry, head.next(), head.seq() + 1, head.hash());
            rows.add(row);
            head = head.movedTo(row);
        }
        Batches.of(rows, AuditRow::characters).forEach(mapper::insertAll);
        mapper.moveHead(head);
    }

    /** Gives a place to rows that an older version has added without; a second time finds none. Returns how many. */
    public long chainAll() {
        long chained = 0;
        for (TenantId tenant : mapper.tenantsWithUnchained()) {
            int batch;
            do {
                batch = database.inTransaction(() -> chainSome(tenant));
                chained += batch;
            } while (batch > 0);
        }
        return chained;
    }

    private int chainSome(TenantId tenant) {
        AuditHead head = lock(tenant);
        List<AuditRow> rows = mapper.unchained(tenant, BATCH);
        for (AuditRow row : rows) {
            AuditRow chained = row.chained(head.seq() + 1, head.hash());
            mapper.chain(chained);
            head = head.movedTo(chained);
        }
        mapper.moveHead(head);
        return rows.size();
    }

    /**
     * Deletes up to {@code limit} of the oldest entries of all tenants, made more than {@code age} ago; each chain then
     * starts after an anchor that remembers the last one deleted. Returns how many.
     */
    public int cut(Duration age, int limit) {
        Instant cutoff = database.now().minus(age);
        int deleted = 0;
        for (TenantId tenant : mapper.tenants()) {
            int room = limit - deleted;
            if (room > 0) {
                deleted += database.inTransaction(() -> cut(tenant, cutoff, room));
            }
        }
        return deleted;
    }

    private int cut(TenantId tenant, Instant cutoff, int limit) {
        AuditHead seen = mapper.head(tenant);
        if (seen == null || oldMark(tenant, seen, cutoff, limit) == null) {
            return 0;
        }
        AuditHead head = lock(tenant);
        AuditMark last = oldMark(tenant, head, cutoff, limit);
        if (last == null) {
            return 0;
        }
        mapper.moveAnchor(tenant, last);
        return mapper.deleteUpTo(tenant, head.anchorSeq(), last.seq());
    }

    /** The last of the oldest rows that are all older than the cutoff; null: not even the first is. */
    private @Nullable AuditMark oldMark(TenantId tenant, AuditHead head, Instant cutoff, int limit) {
        AuditMark last = null;
        for (AuditMark mark : mapper.marks(tenant, head.anchorSeq(), limit)) {
            if (!mark.createdAt().isBefore(cutoff)) {
                break;
            }
            last = mark;
        }
        return last;
    }

    private AuditHead lock(TenantId tenant) {
        AuditHead head = mapper.lockHead(tenant);
        if (head == null) {
            mapper.ensureHead(tenant, AuditRow.NOTHING);
            head = Objects.requireNonNull(mapper.lockHead(tenant));
        }
        return head;
    }
}
