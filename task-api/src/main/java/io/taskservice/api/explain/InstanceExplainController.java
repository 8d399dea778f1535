package io.taskservice.api.explain;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The route that tells why an instance does not run. */
@RestController
@Tag(name = "Instances", description = "Each thing to be run, once")
final class InstanceExplainController {

    private final InstanceExplanations explanations;
    private final Envelopes envelopes;

    InstanceExplainController(InstanceExplanations explanations, Envelopes envelopes) {
        this.explanations = explanations;
        this.envelopes = envelopes;
    }

    @GetMapping("/api/v1/tasks/instances/{id}/explain")
    @Operation(
            operationId = "explainInstance",
            summary = "Tell why an instance does not run",
            description =
                    "What is in its way, what goes before it and when it is likely to start; or who runs it; or how"
                            + " it ended.")
    @FailsWith(ErrorCode.INSTANCE_NOT_FOUND)
    Envelope<InstanceExplanation> explain(Caller caller, @PathVariable String id) {
        return envelopes.of(explanations.explain(caller.tenant(), id));
    }
}
