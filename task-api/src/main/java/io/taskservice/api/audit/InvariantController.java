package io.taskservice.api.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.invariant.AuditFindings;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The route that shows what the auditor found. */
@RestController
@RequestMapping("/api/v1/audit/invariants")
@Tag(name = "Audit", description = AuditController.TAG)
final class InvariantController {

    private final AuditFindings findings;
    private final Envelopes envelopes;

    InvariantController(AuditFindings findings, Envelopes envelopes) {
        this.findings = findings;
        this.envelopes = envelopes;
    }

    @GetMapping
    @Operation(
            operationId = "listInvariants",
            summary = "Find out whether what must be is",
            description = "Schedulers look every audit-interval whether the tables keep to these rules, in all tenants,"
                    + " and put right what can be put right safely. Nothing should ever be found; what is, has been"
                    + " changed by hand or by a bug.")
    Envelope<List<InvariantView>> list() {
        return envelopes.of(findings.all().stream().map(InvariantView::of).toList());
    }
}
