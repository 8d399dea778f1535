package io.taskservice.api.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.audit.AuditVerdict;
import org.jspecify.annotations.Nullable;

/**
 * Whether the audit log of a tenant is whole.
 *
 * @param ok whether it is
 * @param checked how many entries were found to be right
 * @param firstSeq place of the first entry; those before it have been deleted by retention
 * @param lastSeq place of the last entry
 * @param lastHash its hash
 * @param brokenSeq first place that is not right
 * @param reason what is wrong there
 */
@Schema(name = "AuditVerdict")
record VerdictView(
        boolean ok,
        long checked,
        long firstSeq,
        long lastSeq,

        @Schema(description = "Keep it elsewhere: if a later log has another hash at that place, it was written anew")
        String lastHash,

        @Nullable @Schema(description = "Null: everything is right")
        Long brokenSeq,

        @Nullable @Schema(description = "Null: everything is right")
        String reason) {

    static VerdictView of(AuditVerdict verdict) {
        return new VerdictView(
                verdict.isOk(),
                verdict.checked(),
                verdict.firstSeq(),
                verdict.lastSeq(),
                verdict.lastHash(),
                verdict.brokenSeq(),
                verdict.reason());
    }
}
