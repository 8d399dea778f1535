package io.taskservice.lab.law;

import io.taskservice.audit.AuditTrail;
import io.taskservice.audit.AuditVerdict;
import io.taskservice.identity.TenantId;
import java.util.Objects;

/** Slots are those of what runs or waits for one, and every tenant's chain of audit entries is whole. */
final class RecordLaw {

    private final RecordMapper mapper;
    private final AuditTrail audit;
    private final Findings findings;

    RecordLaw(RecordMapper mapper, AuditTrail audit, Findings findings) {
        this.mapper = mapper;
        this.audit = audit;
        this.findings = findings;
    }

    void check() {
        findings.looked(mapper.countSlots());
        findings.broken(mapper.wrongSlots(Broken.MOST));
        findings.broken(mapper.missingSlots(Broken.MOST));
        audit.tenants().forEach(this::verify);
    }

    private void verify(TenantId tenant) {
        AuditVerdict verdict = audit.verify(tenant);
        findings.looked(verdict.checked());
        if (!verdict.isOk()) {
            findings.broken(
                    tenant.value(),
                    "audit entry " + verdict.brokenSeq(),
                    "a whole chain of audit entries",
                    Objects.requireNonNullElse(verdict.reason(), "a broken one"));
        }
    }
}
