package io.taskservice.api.explain;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The route that tells why a definition does not fire, or did not. */
@RestController
@Tag(name = "Definitions", description = "What to run and when")
final class DefinitionExplainController {

    private final DefinitionExplanations explanations;
    private final Envelopes envelopes;

    DefinitionExplainController(DefinitionExplanations explanations, Envelopes envelopes) {
        this.explanations = explanations;
        this.envelopes = envelopes;
    }

    @GetMapping("/api/v1/tasks/definitions/{id}/explain")
    @Operation(
            operationId = "explainDefinition",
            summary = "Tell why a definition does not fire, or did not",
            description = "Whether it fires and what keeps it from it; and what became of each due time of a stretch of"
                    + " time: its instance, or the gap and the reason.")
    @FailsWith(ErrorCode.DEFINITION_NOT_FOUND)
    Envelope<DefinitionExplanation> explain(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false)
                    @Nullable
                    @Parameter(description = "Due at or after; without it, a day before to. At most 31 days before it")
                    Instant from,
            @RequestParam(required = false) @Nullable @Parameter(description = "Due before; without it, now")
                    Instant to) {
        return envelopes.of(explanations.explain(caller.tenant(), id, from, to));
    }
}
