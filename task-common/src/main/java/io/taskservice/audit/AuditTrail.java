package io.taskservice.audit;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the audit log, and finds out whether somebody has changed it behind our back. */
public final class AuditTrail {

    private static final int BATCH = 1000;
    private static final int TRIES = 3;

    private final AuditMapper mapper;

    public AuditTrail(TaskDatabase database) {
        this.mapper = database.mapper(AuditMapper.class);
    }

    /** A stretch of a tenant's entries, newest first. */
    public List<AuditRow> list(TenantId tenant, AuditFilter filter, int limit) {
        return mapper.list(tenant, filter, limit);
    }

    /** Every tenant that has, or should have, a chain. */
    public List<TenantId> tenants() {
        return mapper.tenants();
    }

    /** Walks the whole chain of a tenant; retention that cuts it meanwhile makes it begin again. */
    public AuditVerdict verify(TenantId tenant) {
        for (int attempt = 1; ; attempt++) {
            AuditHead head = headOf(tenant);
            AuditVerdict verdict = new Walk(head).verdict();
            if (verdict.isOk() || attempt == TRIES || headOf(tenant).anchorSeq() == head.anchorSeq()) {
                return verdict;
            }
        }
    }

    private AuditHead headOf(TenantId tenant) {
        AuditHead head = mapper.head(tenant);
        return head == null
                ? new AuditHead(tenant, 0, AuditRow.NOTHING, Instant.EPOCH, 0, AuditRow.NOTHING, Instant.EPOCH)
                : head;
    }

    /** One pass over a chain, from the row after its anchor to the row its head names. */
    private final class Walk {

        private final AuditHead head;
        private long seq;
        private String hash;
        private @Nullable Long brokenSeq;
        private @Nullable String reason;

        Walk(AuditHead head) {
            this.head = head;
            this.seq = head.anchorSeq();
            this.hash = head.anchorHash();
        }

        AuditVerdict verdict() {
            while (reason == null && seq < head.seq()) {
                List<AuditRow> rows = mapper.after(head.tenantId(), seq, BATCH);
                if (rows.isEmpty()) {
                    broken(seq + 1, "The rows from " + (seq + 1) + " to " + head.seq() + " are missing");
                }
                rows.forEach(this::check);
            }
            checkEnd();
            return new AuditVerdict(
                    head.tenantId(),
                    seq - head.anchorSeq(),
                    head.anchorSeq() + 1,
                    head.seq(),
                    head.hash(),
                    brokenSeq,
                    reason);
        }

        private void check(AuditRow row) {
            if (reason != null || seq == head.seq()) {
                return;
            }
            if (row.seq() != seq + 1) {
                broken(seq + 1, "The row is missing: the next one there is has the place " + row.seq());
            } else if (!row.prevHash().equals(hash)) {
                broken(row.seq(), "The row does not follow the one before it: one of the two was changed or replaced");
            } else if (!row.hash().equals(row.computeHash())) {
                broken(row.seq(), "The row was changed: its columns do not give its hash");
            } else {
                seq = row.seq();
                hash = row.hash();
            }
        }

        /** Rows that were added meanwhile have moved the head too, with the same commit. */
        private void checkEnd() {
            if (reason == null && !hash.equals(head.hash())) {
                broken(seq, "The row is not the one that the head of the chain names");
            }
            Long last = mapper.lastSeq(head.tenantId());
            if (reason == null && last != null && last > headOf(head.tenantId()).seq()) {
                broken(head.seq() + 1, "The row lies beyond the head of the chain");
            }
            long unchained = mapper.countUnchained(head.tenantId());
            if (reason == null && unchained > 0) {
                broken(
                        head.seq() + 1,
                        unchained
                                + " rows have no place in the chain; those that a server of an older version has added"
                                + " get one when a server starts");
            }
        }

        private void broken(long place, String why) {
            brokenSeq = place;
            reason = why;
        }
    }
}
