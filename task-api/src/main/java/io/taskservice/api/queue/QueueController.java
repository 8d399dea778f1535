package io.taskservice.api.queue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.change.Once;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes that change queues. */
@RestController
@RequestMapping(QueueController.PATH)
@Tag(name = "Queues", description = "Named lines of instances")
final class QueueController {

    static final String PATH = "/api/v1/queues";

    private final QueueChanges changes;
    private final Validator validator;
    private final Once once;
    private final Envelopes envelopes;

    QueueController(QueueChanges changes, Validator validator, Once once, Envelopes envelopes) {
        this.changes = changes;
        this.validator = validator;
        this.once = once;
        this.envelopes = envelopes;
    }

    @PostMapping
    @Operation(
            operationId = "createQueue",
            summary = "Set up a queue",
            description = "Only one that is to have limits or a description needs it: any name may be submitted to.")
    @ApiResponse(responseCode = "201")
    @FailsWith({
        ErrorCode.INVALID_TASK_DATA,
        ErrorCode.QUEUE_EXISTS,
        ErrorCode.TENANT_DISABLED,
        ErrorCode.IDEMPOTENCY_KEY_IN_USE,
        ErrorCode.IDEMPOTENCY_KEY_REUSED
    })
    ResponseEntity<Envelope<QueueView>> create(
            Caller caller, @RequestBody QueueRequest request, HttpServletRequest http) {
        return once.answer(caller, http, () -> {
            String name = request.checked(validator);
            QueueView created = changes.create(caller, name, request.settings());
            return ResponseEntity.created(URI.create(PATH + "/" + name)).body(envelopes.of("Created", created));
        });
    }

    @PutMapping("/{name}")
    @Operation(
            operationId = "replaceQueue",
            summary = "Replace the description and the limits of a queue",
            description = "Whole: what is left out is none. What runs goes on, however low the limit. A pause stays.")
    @FailsWith({ErrorCode.QUEUE_NOT_FOUND, ErrorCode.INVALID_TASK_DATA, ErrorCode.TENANT_DISABLED})
    Envelope<QueueView> replace(Caller caller, @PathVariable String name, @RequestBody QueueSettingsRequest request) {
        request.check(validator);
        return envelopes.of("Replaced", changes.replace(caller, name, request));
    }

    @DeleteMapping("/{name}")
    @Operation(
            operationId = "deleteQueue",
            summary = "Forget how a queue was set up",
            description = "Refused while anything waits or runs in it.")
    @ApiResponse(responseCode = "204", description = "Deleted")
    @FailsWith({ErrorCode.QUEUE_NOT_FOUND, ErrorCode.QUEUE_IN_USE, ErrorCode.TENANT_DISABLED})
    ResponseEntity<Void> delete(Caller caller, @PathVariable String name) {
        changes.delete(caller, name);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{name}/pause")
    @Operation(
            operationId = "pauseQueue",
            summary = "Let nothing of a queue start",
            description =
                    "What runs goes on; what is submitted waits. Pausing what is paused only changes the reason. A"
                            + " queue that nobody has set up is set up by this. The body is optional.")
    @FailsWith({ErrorCode.QUEUE_NOT_FOUND, ErrorCode.INVALID_TASK_DATA, ErrorCode.TENANT_DISABLED})
    Envelope<QueueView> pause(
            Caller caller, @PathVariable String name, @RequestBody(required = false) @Nullable PauseRequest request) {
        PauseRequest wanted = request == null ? PauseRequest.PLAIN : request;
        wanted.check(validator);
        return envelopes.of("Paused", changes.pause(caller, name, wanted.reason()));
    }

    @PostMapping("/{name}/resume")
    @Operation(
            operationId = "resumeQueue",
            summary = "End the pause of a queue",
            description = "Resuming what is not paused changes nothing.")
    @FailsWith({ErrorCode.QUEUE_NOT_FOUND, ErrorCode.TENANT_DISABLED})
    Envelope<QueueView> resume(Caller caller, @PathVariable String name) {
        return envelopes.of("Resumed", changes.resume(caller, name));
    }
}
