package io.taskservice.api.definition;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.schedule.FiresView;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.api.web.Page;
import io.taskservice.definition.DefinitionFilter;
import io.taskservice.definition.DefinitionStatus;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.firing.FiringRepository;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Routes that show definitions. */
@RestController
@RequestMapping(DefinitionController.PATH)
@Tag(name = "Definitions", description = "What to run and when")
final class DefinitionReadController {

    private final Definitions definitions;
    private final TaskDefinitionRepository repository;
    private final FiringRepository firings;
    private final Envelopes envelopes;

    DefinitionReadController(
            Definitions definitions,
            TaskDefinitionRepository repository,
            FiringRepository firings,
            Envelopes envelopes) {
        this.definitions = definitions;
        this.repository = repository;
        this.firings = firings;
        this.envelopes = envelopes;
    }

    @GetMapping
    @Operation(
            operationId = "listDefinitions",
            summary = "List definitions",
            description = "In the order of their names.")
    Envelope<Page<DefinitionView>> list(
            Caller caller,
            @RequestParam(required = false) @Nullable DefinitionStatus status,
            @RequestParam(required = false) @Nullable String handler,
            @RequestParam(required = false) @Nullable @Parameter(description = "Part of the name, letter case ignored")
                    String q,
            @RequestParam(defaultValue = "1")
                    @Min(value = 1, message = "page counts from 1")
                    @Max(value = 1_000_000, message = "page is at most 1000000")
                    int page,
            @RequestParam(defaultValue = "20")
                    @Min(value = 1, message = "size is at least 1")
                    @Max(value = Page.MOST, message = "size is at most 200")
                    int size) {
        DefinitionFilter filter = new DefinitionFilter(status, handler, q);
        List<DefinitionView> items = repository.list(caller.tenant(), filter, size, Page.offset(page, size)).stream()
                .map(DefinitionView::of)
                .toList();
        return envelopes.of(new Page<>(items, page, size, repository.count(caller.tenant(), filter)));
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getDefinition", summary = "Get a definition")
    @FailsWith(ErrorCode.DEFINITION_NOT_FOUND)
    ResponseEntity<Envelope<DefinitionView>> get(Caller caller, @PathVariable String id) {
        TaskDefinition definition = definitions.require(caller.tenant(), id);
        return ResponseEntity.ok()
                .eTag(IfMatch.tagOf(definition.cursor().version()))
                .body(envelopes.of(DefinitionView.of(definition)));
    }

    @GetMapping("/{id}/next-fire-times")
    @Operation(
            operationId = "getNextFireTimes",
            summary = "Show when a definition fires next",
            description = "None when it is not enabled.")
    @FailsWith(ErrorCode.DEFINITION_NOT_FOUND)
    Envelope<FiresView> nextFireTimes(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "10")
                    @Min(value = 1, message = "count is at least 1")
                    @Max(value = 100, message = "count is at most 100")
                    int count) {
        TaskDefinition definition = definitions.require(caller.tenant(), id);
        boolean fires = definition.status() == DefinitionStatus.ENABLED;
        return envelopes.of(
                FiresView.of(definition.schedule(), fires ? definition.cursor().nextFireTime() : null, count));
    }

    @GetMapping("/{id}/gaps")
    @Operation(
            operationId = "listGaps",
            summary = "List the fire times that made no instance",
            description = "The latest, newest first, each with the reason.")
    @FailsWith(ErrorCode.DEFINITION_NOT_FOUND)
    Envelope<GapsView> gaps(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "50")
                    @Min(value = 1, message = "limit is at least 1")
                    @Max(value = Page.MOST, message = "limit is at most 200")
                    int limit) {
        TaskDefinition definition = definitions.require(caller.tenant(), id);
        return envelopes.of(new GapsView(firings.gaps(caller.tenant(), definition.id(), limit).stream()
                .map(GapView::of)
                .toList()));
    }

    /**
     * The latest gaps of a definition.
     *
     * @param items newest first
     */
    record GapsView(List<GapView> items) {}
}
