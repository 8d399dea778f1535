package io.taskservice.audit;

import io.taskservice.identity.TenantId;
import java.time.Instant;

/**
 * Both ends of a chain.
 *
 * @param tenantId whose
 * @param seq place of its last row; 0: it has had none
 * @param hash of its last row
 * @param lastAt when its last row was made
 * @param anchorSeq place of the last row that retention has deleted; 0: none
 * @param anchorHash hash of that row
 * @param readAt MySQL's time
 */
record AuditHead(
        TenantId tenantId, long seq, String hash, Instant lastAt, long anchorSeq, String anchorHash, Instant readAt) {

    /** When a row that is added now is made: never before the last one, whoever waited for the lock. */
    Instant next() {
        return readAt.isBefore(lastAt) ? lastAt : readAt;
    }

    AuditHead movedTo(AuditRow last) {
        return new AuditHead(
                tenantId,
                last.seq(),
                last.hash(),
                last.createdAt().isBefore(lastAt) ? lastAt : last.createdAt(),
                anchorSeq,
                anchorHash,
                readAt);
    }
}
