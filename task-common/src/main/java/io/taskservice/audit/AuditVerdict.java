package io.taskservice.audit;

import io.taskservice.identity.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Whether a chain is whole.
 *
 * @param tenantId whose
 * @param checked rows that were found to be right
 * @param firstSeq place of the first row there should be
 * @param lastSeq place of the last row there should be
 * @param lastHash its hash: who keeps a copy elsewhere can later tell that the chain was not written anew
 * @param brokenSeq first place that is not right; null: all are
 * @param reason what is wrong there; null: nothing
 */
public record AuditVerdict(
        TenantId tenantId,
        long checked,
        long firstSeq,
        long lastSeq,
        String lastHash,
        @Nullable Long brokenSeq,
        @Nullable String reason) {

    public boolean isOk() {
        return reason == null;
    }
}
