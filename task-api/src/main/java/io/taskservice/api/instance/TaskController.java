package io.taskservice.api.instance;

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

/** Shows a submitted task where clients that submit to {@code /tasks} look for it. */
@RestController
@Tag(name = "Tasks", description = "Work without a definition")
final class TaskController {

    private final InstanceDetails details;
    private final Envelopes envelopes;

    TaskController(InstanceDetails details, Envelopes envelopes) {
        this.details = details;
        this.envelopes = envelopes;
    }

    @GetMapping("/api/v1/tasks/{id}")
    @Operation(
            operationId = "getTask",
            summary = "Get a task",
            description = "The same as /tasks/instances/{id}, for clients that know this path.")
    @FailsWith(ErrorCode.INSTANCE_NOT_FOUND)
    Envelope<InstanceDetailView> get(Caller caller, @PathVariable String id) {
        return envelopes.of(details.read(caller.tenant(), id));
    }
}
