package io.taskservice.api.definition;

import static java.util.stream.Collectors.toCollection;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.Role;
import io.taskservice.text.Nearest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Knows which handlers the live executors have. */
final class Handlers {

    private static final int SUGGESTIONS = 3;

    private final NodeRepository nodes;

    Handlers(NodeRepository nodes) {
        this.nodes = nodes;
    }

    /** Refuses a handler that no live executor has, naming those that may have been meant. */
    void requireKnown(String handler) {
        Set<String> known = nodes.live().stream()
                .filter(node -> node.profile().roles().contains(Role.EXECUTOR))
                .flatMap(node -> node.profile().handlers().stream())
                .collect(toCollection(TreeSet::new));
        if (!known.contains(handler)) {
            throw ApiException.ofField(
                    ErrorCode.UNKNOWN_HANDLER, "taskHandler", "UNKNOWN_HANDLER", words(handler, known));
        }
    }

    private static String words(String handler, Set<String> known) {
        List<String> near = Nearest.to(handler, known, SUGGESTIONS);
        String meant = near.isEmpty() ? "" : ". Did you mean " + String.join(", ", near) + "?";
        return "No live executor has the handler " + handler + meant + (near.isEmpty() ? "." : "")
                + " Set allowUnknownHandler to true to save it all the same";
    }
}
