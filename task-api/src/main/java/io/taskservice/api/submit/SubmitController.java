package io.taskservice.api.submit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.change.Once;
import io.taskservice.api.instance.AcceptedInstance;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.api.web.RawBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes that take tasks without a definition. */
@RestController
@RequestMapping(SubmitController.PATH)
@Tag(name = "Tasks", description = "Work without a definition")
final class SubmitController {

    static final String PATH = "/api/v1/tasks";

    private final Submissions submissions;
    private final Validator validator;
    private final Once once;
    private final Envelopes envelopes;
    private final Synonyms synonyms = new Synonyms(SubmitRequest.class);

    SubmitController(Submissions submissions, Validator validator, Once once, Envelopes envelopes) {
        this.submissions = submissions;
        this.validator = validator;
        this.once = once;
        this.envelopes = envelopes;
    }

    @PostMapping("/submit")
    @Operation(
            operationId = "submitTask",
            summary = "Submit a task",
            description = "Answered once it is stored: it will run, or be recorded as not run. A request with the"
                    + " requestKey of an earlier one finds its instance, with 200.")
    @ApiResponse(responseCode = "202", description = "Accepted")
    @ApiResponse(responseCode = "200", description = "A request with the same requestKey made it before")
    @FailsWith({
        ErrorCode.INVALID_TASK_DATA,
        ErrorCode.UNKNOWN_HANDLER,
        ErrorCode.TENANT_DISABLED,
        ErrorCode.IDEMPOTENCY_KEY_IN_USE,
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        ErrorCode.QUOTA_EXCEEDED
    })
    ResponseEntity<Envelope<SubmitView>> submit(
            Caller caller, @RequestBody SubmitRequest request, HttpServletRequest http) {
        synonyms.requireOneNameEach(RawBody.of(http), 1);
        return once.answer(caller, http, () -> answer(submissions.submit(caller, request)));
    }

    @PostMapping
    @Operation(
            operationId = "createTask",
            summary = "Submit a task",
            description = "The same as /tasks/submit, for clients that know this path.")
    @ApiResponse(responseCode = "202", description = "Accepted")
    @ApiResponse(responseCode = "200", description = "A request with the same requestKey made it before")
    @FailsWith({
        ErrorCode.INVALID_TASK_DATA,
        ErrorCode.UNKNOWN_HANDLER,
        ErrorCode.TENANT_DISABLED,
        ErrorCode.IDEMPOTENCY_KEY_IN_USE,
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        ErrorCode.QUOTA_EXCEEDED
    })
    ResponseEntity<Envelope<SubmitView>> create(
            Caller caller, @RequestBody SubmitRequest request, HttpServletRequest http) {
        return submit(caller, request, http);
    }

    @PostMapping("/batch")
    @Operation(
            operationId = "submitTasks",
            summary = "Submit up to 1000 tasks",
            description = "202 when all of them made an instance, else 200 with what became of each. With atomic, one"
                    + " that cannot be accepted refuses all. The body may have 8 MiB.")
    @ApiResponse(responseCode = "202", description = "All accepted")
    @ApiResponse(responseCode = "200", description = "Some accepted; see items")
    @FailsWith({
        ErrorCode.INVALID_TASK_DATA,
        ErrorCode.TENANT_DISABLED,
        ErrorCode.IDEMPOTENCY_KEY_IN_USE,
        ErrorCode.IDEMPOTENCY_KEY_REUSED,
        ErrorCode.QUOTA_EXCEEDED
    })
    ResponseEntity<Envelope<BatchView>> submitAll(
            Caller caller, @RequestBody BatchRequest request, HttpServletRequest http) {
        synonyms.requireOneNameEach(RawBody.of(http), BatchRequest.ITEM_DEPTH);
        return once.answer(caller, http, () -> {
            BatchView view = submissions.submit(caller, request.tasks(validator), request.isAtomic());
            boolean isWhole = view.accepted() == view.items().size();
            return ResponseEntity.status(isWhole ? HttpStatus.ACCEPTED : HttpStatus.OK)
                    .body(envelopes.of(isWhole ? "Accepted" : "See items", view));
        });
    }

    private ResponseEntity<Envelope<SubmitView>> answer(SubmitView view) {
        boolean existing = view.existing();
        return ResponseEntity.status(existing ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .location(AcceptedInstance.location(view.instance()))
                .body(envelopes.of(existing ? "Made by an earlier request" : "Accepted", view));
    }
}
