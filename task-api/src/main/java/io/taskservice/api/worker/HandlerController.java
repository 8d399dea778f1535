package io.taskservice.api.worker;

import static java.util.stream.Collectors.toMap;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.Page;
import io.taskservice.node.HandlerInfo;
import io.taskservice.node.NodeRepository;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The route that shows which handlers there are. */
@RestController
@Tag(name = "Handlers", description = "The code that definitions name")
final class HandlerController {

    private final NodeRepository nodes;
    private final Workers workers;
    private final Envelopes envelopes;

    HandlerController(NodeRepository nodes, Workers workers, Envelopes envelopes) {
        this.nodes = nodes;
        this.workers = workers;
        this.envelopes = envelopes;
    }

    @GetMapping("/api/v1/handlers")
    @Operation(
            operationId = "listHandlers",
            summary = "List the handlers that live executors have",
            description = "In the order of their names.")
    Envelope<Page<HandlerView>> list(
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
        String part = q == null ? "" : q.toLowerCase(Locale.ROOT);
        List<HandlerView> found = all().stream()
                .filter(handler -> handler.name().toLowerCase(Locale.ROOT).contains(part))
                .toList();
        return envelopes.of(Page.of(found, page, size));
    }

    private List<HandlerView> all() {
        Map<String, HandlerInfo> infos = nodes.handlers().stream().collect(toMap(HandlerInfo::name, info -> info));
        Map<String, List<WorkerView>> owners = new TreeMap<>();
        for (WorkerView worker : workers.all()) {
            for (String handler : worker.handlers()) {
                owners.computeIfAbsent(handler, none -> new ArrayList<>()).add(worker);
            }
        }
        return owners.entrySet().stream()
                .map(entry -> view(entry.getKey(), infos.get(entry.getKey()), entry.getValue()))
                .toList();
    }

    private HandlerView view(String name, @Nullable HandlerInfo info, List<WorkerView> owners) {
        Set<String> ids = new TreeSet<>();
        Set<String> queues = new TreeSet<>();
        owners.forEach(owner -> {
            ids.add(owner.id());
            queues.addAll(owner.queues());
        });
        return new HandlerView(
                name, info == null ? "" : info.description(), info == null ? null : schemaOf(info), ids, queues);
    }

    /** Nodes publish JSON objects only. */
    private @Nullable JsonNode schemaOf(HandlerInfo info) {
        return info.paramsSchema() == null ? null : HandlerView.parse(info.paramsSchema());
    }
}
