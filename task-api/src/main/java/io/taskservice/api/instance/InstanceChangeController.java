package io.taskservice.api.instance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import jakarta.validation.Validator;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes that change what is kept of an instance, and not what it does. */
@RestController
@RequestMapping(InstanceController.PATH)
@Tag(name = "Instances", description = "Each thing to be run, once")
final class InstanceChangeController {

    private final Instances instances;
    private final Validator validator;
    private final Envelopes envelopes;

    InstanceChangeController(Instances instances, Validator validator, Envelopes envelopes) {
        this.instances = instances;
        this.validator = validator;
        this.envelopes = envelopes;
    }

    @PutMapping("/{id}/priority")
    @Operation(
            operationId = "changeInstancePriority",
            summary = "Move an instance within its line",
            description = "While it waits. A retry keeps the new priority.")
    @FailsWith({
        ErrorCode.INSTANCE_NOT_FOUND,
        ErrorCode.INSTANCE_NOT_WAITING,
        ErrorCode.INVALID_TASK_DATA,
        ErrorCode.TENANT_DISABLED
    })
    Envelope<InstanceView> changePriority(
            Caller caller, @PathVariable String id, @RequestBody PriorityRequest request) {
        return envelopes.of("Changed", instances.changePriority(caller, id, request.level(validator)));
    }

    @DeleteMapping("/{id}")
    @Operation(
            operationId = "deleteInstance",
            summary = "Delete an instance that has ended",
            description = "With its log, attempts, labels and dead letter. Its requestKey is free again.")
    @ApiResponse(responseCode = "204", description = "Deleted")
    @FailsWith({ErrorCode.INSTANCE_NOT_FOUND, ErrorCode.INSTANCE_NOT_ENDED, ErrorCode.TENANT_DISABLED})
    ResponseEntity<Void> delete(Caller caller, @PathVariable String id) {
        instances.delete(caller, id);
        return ResponseEntity.noContent().build();
    }
}
