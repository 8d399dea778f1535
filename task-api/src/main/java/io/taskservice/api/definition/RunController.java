package io.taskservice.api.definition;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.change.Once;
import io.taskservice.api.instance.AcceptedInstance;
import io.taskservice.api.instance.InstanceView;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The route that runs a definition now. */
@RestController
@RequestMapping(DefinitionController.PATH)
@Tag(name = "Definitions", description = "What to run and when")
final class RunController {

    private final Runs runs;
    private final Validator validator;
    private final Once once;
    private final Envelopes envelopes;

    RunController(Runs runs, Validator validator, Once once, Envelopes envelopes) {
        this.runs = runs;
        this.validator = validator;
        this.once = once;
        this.envelopes = envelopes;
    }

    @PostMapping("/{id}/run")
    @Operation(
            operationId = "runDefinition",
            summary = "Run a definition now",
            description =
                    "Enabled or not. The overlap policy holds: ALLOW starts at once, FORBID refuses while another"
                            + " instance is active, QUEUE waits its turn, REPLACE cancels the others first. The body is optional.")
    @ApiResponse(responseCode = "202")
    @FailsWith({
        ErrorCode.DEFINITION_NOT_FOUND,
        ErrorCode.HAS_ACTIVE_INSTANCES,
        ErrorCode.INVALID_TASK_DATA,
        ErrorCode.TENANT_DISABLED,
        ErrorCode.IDEMPOTENCY_KEY_IN_USE,
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        ErrorCode.QUOTA_EXCEEDED
    })
    ResponseEntity<Envelope<InstanceView>> run(
            Caller caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable RunRequest request,
            HttpServletRequest http) {
        RunRequest wanted = request == null ? RunRequest.PLAIN : request;
        return once.answer(caller, http, () -> {
            wanted.check(validator);
            return AcceptedInstance.answer(envelopes, runs.run(caller, id, wanted));
        });
    }
}
