package io.taskservice.api.instance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.change.Once;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.api.web.Page;
import io.taskservice.api.web.Slice;
import io.taskservice.instance.InstanceStatus;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Routes of instances. */
@RestController
@RequestMapping(InstanceController.PATH)
@Tag(name = "Instances", description = "Each thing to be run, once")
final class InstanceController {

    static final String PATH = "/api/v1/tasks/instances";

    private final Instances instances;
    private final InstanceDetails details;
    private final Once once;
    private final Envelopes envelopes;

    InstanceController(Instances instances, InstanceDetails details, Once once, Envelopes envelopes) {
        this.instances = instances;
        this.details = details;
        this.once = once;
        this.envelopes = envelopes;
    }

    @GetMapping
    @Operation(operationId = "listInstances", summary = "List instances", description = "Newest first.")
    Envelope<Slice<InstanceView>> list(
            Caller caller,
            @RequestParam(required = false) @Nullable @Parameter(description = "Of any of these; repeatable")
                    Set<InstanceStatus> status,
            @RequestParam(required = false) @Nullable String definitionId,
            @RequestParam(required = false) @Nullable String handler,
            @RequestParam(required = false) @Nullable String bizKey,
            @RequestParam(required = false) @Nullable @Parameter(description = "Created at or after") Instant from,
            @RequestParam(required = false) @Nullable @Parameter(description = "Created before") Instant to,
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false)
                    @Nullable
                    @Parameter(
                            description =
                                    "With this label, written name:value as in customer:4711; repeatable: with all of"
                                            + " them")
                    List<String> label,
            @RequestParam(required = false) @Nullable @Parameter(description = "nextCursor of the slice before")
                    String cursor,
            @RequestParam(defaultValue = "50")
                    @Min(value = 1, message = "limit is at least 1")
                    @Max(value = Page.MOST, message = "limit is at most 200")
                    int limit,
            HttpServletRequest http) {
        InstanceQuery query =
                new InstanceQuery(status, definitionId, handler, bizKey, from, to, queue, LabelFilter.of(http), cursor);
        return envelopes.of(query.filter()
                .map(filter -> instances.list(caller.tenant(), filter, limit))
                .orElseGet(() -> new Slice<>(List.of(), null)));
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "getInstance",
            summary = "Get an instance",
            description = "With its attempts and, while it runs, what to expect of it.")
    @FailsWith(ErrorCode.INSTANCE_NOT_FOUND)
    Envelope<InstanceDetailView> get(Caller caller, @PathVariable String id) {
        return envelopes.of(details.read(caller.tenant(), id));
    }

    @PostMapping("/{id}/cancel")
    @Operation(
            operationId = "cancelInstance",
            summary = "Cancel an instance",
            description = "What waits is cancelled at once. What runs is asked to stop: it is CANCELLED within seconds,"
                    + " whether or not its handler cooperates.")
    @FailsWith({ErrorCode.INSTANCE_NOT_FOUND, ErrorCode.INSTANCE_ALREADY_ENDED, ErrorCode.TENANT_DISABLED})
    Envelope<InstanceView> cancel(Caller caller, @PathVariable String id) {
        InstanceView cancelled = instances.cancel(caller, id);
        boolean stopping = cancelled.status() == InstanceStatus.RUNNING;
        return envelopes.of(stopping ? "Asked to stop" : "Cancelled", cancelled);
    }

    @PostMapping("/{id}/retry")
    @Operation(
            operationId = "retryInstance",
            summary = "Run an ended instance again",
            description = "Makes a new instance with the same handler and params, which names this one as retryOf.")
    @ApiResponse(responseCode = "202")
    @FailsWith({
        ErrorCode.INSTANCE_NOT_FOUND,
        ErrorCode.INSTANCE_NOT_ENDED,
        ErrorCode.HAS_ACTIVE_INSTANCES,
        ErrorCode.TENANT_DISABLED,
        ErrorCode.IDEMPOTENCY_KEY_IN_USE,
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        ErrorCode.QUOTA_EXCEEDED
    })
    ResponseEntity<Envelope<InstanceView>> retry(Caller caller, @PathVariable String id, HttpServletRequest request) {
        return once.answer(caller, request, () -> AcceptedInstance.answer(envelopes, instances.retry(caller, id)));
    }
}
