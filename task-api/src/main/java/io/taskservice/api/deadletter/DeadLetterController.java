package io.taskservice.api.deadletter;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.change.Once;
import io.taskservice.api.instance.AcceptedInstance;
import io.taskservice.api.instance.InstanceView;
import io.taskservice.api.instance.Repeats;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes that deal with dead letters. */
@RestController
@RequestMapping(DeadLetterController.PATH)
@Tag(name = "Dead letters", description = "Instances that failed for good and wait for a person")
final class DeadLetterController {

    static final String PATH = "/api/v1/dead-letters";

    private final DeadLetterChanges changes;
    private final Validator validator;
    private final Once once;
    private final Envelopes envelopes;

    DeadLetterController(DeadLetterChanges changes, Validator validator, Once once, Envelopes envelopes) {
        this.changes = changes;
        this.validator = validator;
        this.once = once;
        this.envelopes = envelopes;
    }

    @PostMapping("/{id}/redrive")
    @Operation(
            operationId = "redriveDeadLetter",
            summary = "Run a dead letter again",
            description =
                    "Makes a new instance, which names the failed one as retryOf, and takes the dead letter away. The"
                            + " body is optional.")
    @ApiResponse(responseCode = "202")
    @FailsWith({
        ErrorCode.DEAD_LETTER_NOT_FOUND,
        ErrorCode.HAS_ACTIVE_INSTANCES,
        ErrorCode.INVALID_TASK_DATA,
        ErrorCode.TENANT_DISABLED,
        ErrorCode.IDEMPOTENCY_KEY_IN_USE,
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        ErrorCode.QUOTA_EXCEEDED
    })
    ResponseEntity<Envelope<InstanceView>> redrive(
            Caller caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable RedriveRequest request,
            HttpServletRequest http) {
        RedriveRequest wanted = request == null ? RedriveRequest.PLAIN : request;
        return once.answer(caller, http, () -> {
            Repeats.Difference difference = wanted.checked(validator);
            return AcceptedInstance.answer(envelopes, changes.redrive(caller, id, difference));
        });
    }

    @DeleteMapping("/{id}")
    @Operation(
            operationId = "discardDeadLetter",
            summary = "Discard a dead letter",
            description = "The instance stays, FAILED.")
    @ApiResponse(responseCode = "204", description = "Discarded")
    @FailsWith({ErrorCode.DEAD_LETTER_NOT_FOUND, ErrorCode.TENANT_DISABLED})
    ResponseEntity<Void> discard(Caller caller, @PathVariable String id) {
        changes.discard(caller, id);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/redrive")
    @Operation(
            operationId = "redriveDeadLetters",
            summary = "Run many dead letters again",
            description =
                    "The oldest first. With ratePerSecond the new instances start one after the other at that rate."
                            + " Those whose definition forbids another instance stay.")
    @FailsWith({
        ErrorCode.INVALID_TASK_DATA,
        ErrorCode.TENANT_DISABLED,
        ErrorCode.IDEMPOTENCY_KEY_IN_USE,
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        ErrorCode.QUOTA_EXCEEDED
    })
    ResponseEntity<Envelope<BulkView>> redriveMany(
            Caller caller, @RequestBody BulkRedriveRequest request, HttpServletRequest http) {
        return once.answer(caller, http, () -> {
            Selection selection = request.checked(validator);
            BulkView view = changes.redrive(caller, selection, request.ratePerSecond(), request.isDryRun());
            return ResponseEntity.ok(envelopes.of(view.dryRun() ? "Counted" : "Run again", view));
        });
    }

    @PostMapping("/discard")
    @Operation(
            operationId = "discardDeadLetters",
            summary = "Discard many dead letters",
            description = "The oldest first. The instances stay, FAILED.")
    @FailsWith({ErrorCode.INVALID_TASK_DATA, ErrorCode.TENANT_DISABLED})
    Envelope<BulkView> discardMany(Caller caller, @RequestBody BulkDiscardRequest request) {
        BulkView view = changes.discard(caller, request.checked(validator), request.isDryRun());
        return envelopes.of(view.dryRun() ? "Counted" : "Discarded", view);
    }
}
