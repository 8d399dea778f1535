package io.taskservice.api.definition;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.change.Once;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.definition.TaskDefinition;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes that change definitions. */
@RestController
@RequestMapping(DefinitionController.PATH)
@Tag(name = "Definitions", description = "What to run and when")
final class DefinitionController {

    static final String PATH = "/api/v1/tasks/definitions";

    private final Definitions definitions;
    private final DefinitionValidation validation;
    private final Handlers handlers;
    private final Once once;
    private final Envelopes envelopes;

    DefinitionController(
            Definitions definitions,
            DefinitionValidation validation,
            Handlers handlers,
            Once once,
            Envelopes envelopes) {
        this.definitions = definitions;
        this.validation = validation;
        this.handlers = handlers;
        this.once = once;
        this.envelopes = envelopes;
    }

    @PostMapping
    @Operation(
            operationId = "createDefinition",
            summary = "Create a definition",
            description = "If it is enabled, its first fire is the first one after now.")
    @ApiResponse(responseCode = "201")
    @FailsWith({
        ErrorCode.INVALID_TASK_DATA,
        ErrorCode.INVALID_SCHEDULE,
        ErrorCode.NAME_TAKEN,
        ErrorCode.UNKNOWN_HANDLER,
        ErrorCode.TENANT_DISABLED,
        ErrorCode.IDEMPOTENCY_KEY_IN_USE,
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        ErrorCode.QUOTA_EXCEEDED
    })
    ResponseEntity<Envelope<DefinitionView>> create(
            Caller caller, @RequestBody DefinitionRequest request, HttpServletRequest http) {
        return once.answer(caller, http, () -> {
            validation.check(request);
            requireHandler(request);
            TaskDefinition created = definitions.create(caller, request);
            URI location = URI.create(PATH + "/" + created.id());
            return tagged(ResponseEntity.created(location), "Created", created);
        });
    }

    @PutMapping("/{id}")
    @Operation(
            operationId = "replaceDefinition",
            summary = "Replace a definition",
            description = "Whole: what is left out has its default. An edit that leaves the schedule alone leaves the"
                    + " next fire time alone too.")
    @FailsWith({
        ErrorCode.DEFINITION_NOT_FOUND,
        ErrorCode.INVALID_TASK_DATA,
        ErrorCode.INVALID_SCHEDULE,
        ErrorCode.NAME_TAKEN,
        ErrorCode.UNKNOWN_HANDLER,
        ErrorCode.VERSION_MISMATCH,
        ErrorCode.TENANT_DISABLED
    })
    ResponseEntity<Envelope<DefinitionView>> replace(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody DefinitionRequest request) {
        IfMatch condition = IfMatch.of(ifMatch);
        TaskDefinition seen = definitions.require(caller.tenant(), id);
        validation.check(request);
        if (!seen.route().handler().equals(request.taskHandler())) {
            requireHandler(request);
        }
        return tagged(ResponseEntity.ok(), "Replaced", definitions.replace(caller, id, condition, request));
    }

    @DeleteMapping("/{id}")
    @Operation(
            operationId = "deleteDefinition",
            summary = "Delete a definition",
            description = "Its instances stay. Refused while any of them waits or runs.")
    @FailsWith({
        ErrorCode.DEFINITION_NOT_FOUND,
        ErrorCode.HAS_ACTIVE_INSTANCES,
        ErrorCode.VERSION_MISMATCH,
        ErrorCode.TENANT_DISABLED
    })
    Envelope<Void> delete(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        definitions.delete(caller, id, IfMatch.of(ifMatch));
        return envelopes.of("Deleted", null);
    }

    @PostMapping("/{id}/enable")
    @Operation(
            operationId = "enableDefinition",
            summary = "Let a definition fire",
            description = "From its first fire after now on. Enabling what is enabled changes nothing.")
    @FailsWith({
        ErrorCode.DEFINITION_NOT_FOUND,
        ErrorCode.INVALID_SCHEDULE,
        ErrorCode.VERSION_MISMATCH,
        ErrorCode.TENANT_DISABLED
    })
    ResponseEntity<Envelope<DefinitionView>> enable(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(ResponseEntity.ok(), "Enabled", definitions.enable(caller, id, IfMatch.of(ifMatch)));
    }

    @PostMapping("/{id}/disable")
    @Operation(
            operationId = "disableDefinition",
            summary = "Stop a definition from firing",
            description = "Instances that wait or run go on. Disabling what is disabled changes nothing.")
    @FailsWith({ErrorCode.DEFINITION_NOT_FOUND, ErrorCode.VERSION_MISMATCH, ErrorCode.TENANT_DISABLED})
    ResponseEntity<Envelope<DefinitionView>> disable(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return tagged(ResponseEntity.ok(), "Disabled", definitions.disable(caller, id, IfMatch.of(ifMatch)));
    }

    private void requireHandler(DefinitionRequest request) {
        if (!request.allowsUnknownHandler()) {
            handlers.requireKnown("taskHandler", request.route().handler());
        }
    }

    private ResponseEntity<Envelope<DefinitionView>> tagged(
            ResponseEntity.BodyBuilder answer, String message, TaskDefinition definition) {
        return answer.eTag(IfMatch.tagOf(definition.cursor().version()))
                .body(envelopes.of(message, DefinitionView.of(definition)));
    }
}
