package io.taskservice.api.deadletter;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.instance.InstanceView;
import io.taskservice.api.instance.Instances;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.api.web.Page;
import io.taskservice.api.web.Slice;
import io.taskservice.deadletter.DeadLetter;
import io.taskservice.deadletter.DeadLetters;
import io.taskservice.identity.InstanceId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Routes that show dead letters. */
@RestController
@RequestMapping(DeadLetterController.PATH)
@Tag(name = "Dead letters", description = "Instances that failed for good and wait for a person")
final class DeadLetterReadController {

    private final DeadLetters letters;
    private final Instances instances;
    private final Envelopes envelopes;

    DeadLetterReadController(DeadLetters letters, Instances instances, Envelopes envelopes) {
        this.letters = letters;
        this.instances = instances;
        this.envelopes = envelopes;
    }

    @GetMapping
    @Operation(operationId = "listDeadLetters", summary = "List dead letters", description = "Newest instance first.")
    Envelope<Slice<DeadLetterView>> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String fingerprint,
            @RequestParam(required = false) @Nullable String handler,
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable String errorCode,
            @RequestParam(required = false) @Nullable @Parameter(description = "Failed at or after") Instant from,
            @RequestParam(required = false) @Nullable @Parameter(description = "Failed before") Instant to,
            @RequestParam(required = false) @Nullable @Parameter(description = "nextCursor of the slice before")
                    String cursor,
            @RequestParam(defaultValue = "50")
                    @Min(value = 1, message = "limit is at least 1")
                    @Max(value = Page.MOST, message = "limit is at most 200")
                    int limit) {
        DeadLetterQuery query = new DeadLetterQuery(fingerprint, handler, queue, errorCode, from, to, cursor);
        List<DeadLetter> read = letters.list(caller.tenant(), query.filter(), limit + 1);
        return envelopes.of(Slice.of(
                read, limit, DeadLetterView::of, letter -> letter.instanceId().value()));
    }

    @GetMapping("/groups")
    @Operation(
            operationId = "listDeadLetterGroups",
            summary = "List dead letters by kind",
            description = "One entry for each fingerprint, that with the most dead letters first.")
    Envelope<List<DeadLetterGroupView>> groups(
            Caller caller,
            @RequestParam(required = false) @Nullable String fingerprint,
            @RequestParam(required = false) @Nullable String handler,
            @RequestParam(required = false) @Nullable String queue,
            @RequestParam(required = false) @Nullable String errorCode,
            @RequestParam(required = false) @Nullable @Parameter(description = "Failed at or after") Instant from,
            @RequestParam(required = false) @Nullable @Parameter(description = "Failed before") Instant to,
            @RequestParam(defaultValue = "50")
                    @Min(value = 1, message = "limit is at least 1")
                    @Max(value = Page.MOST, message = "limit is at most 200")
                    int limit) {
        DeadLetterQuery query = new DeadLetterQuery(fingerprint, handler, queue, errorCode, from, to, null);
        return envelopes.of(letters.groups(caller.tenant(), query.filter(), limit).stream()
                .map(DeadLetterGroupView::of)
                .toList());
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getDeadLetter", summary = "Get a dead letter and its instance")
    @FailsWith(ErrorCode.DEAD_LETTER_NOT_FOUND)
    Envelope<DeadLetterDetailView> get(Caller caller, @PathVariable String id) {
        DeadLetter letter = InstanceId.parse(id)
                .flatMap(instance -> letters.find(caller.tenant(), instance))
                .orElseThrow(DeadLetterChanges::notFound);
        InstanceView instance = InstanceView.of(instances.require(caller.tenant(), id));
        return envelopes.of(new DeadLetterDetailView(DeadLetterView.of(letter), instance));
    }
}
