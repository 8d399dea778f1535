package io.taskservice.api.definition;

import static java.util.stream.Collectors.toCollection;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FieldError;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.Role;
import io.taskservice.text.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Knows which handlers the live executors have. */
public final class Handlers {

    private static final int SUGGESTIONS = 3;

    private final NodeRepository nodes;

    Handlers(NodeRepository nodes) {
        this.nodes = nodes;
    }

    /** Refuses a handler that no live executor has, naming those that may have been meant. */
    public void requireKnown(String field, String handler) {
        Optional<FieldError> unknown = check(field, handler, known());
        if (unknown.isPresent()) {
            throw new ApiException(ErrorCode.UNKNOWN_HANDLER, unknown.get().message(), List.of(unknown.get()));
        }
    }

    /** Those that the live executors have; one statement. */
    public Set<String> known() {
        return nodes.live().stream()
                .filter(node -> node.profile().roles().contains(Role.EXECUTOR))
                .flatMap(node -> node.profile().handlers().stream())
                .collect(toCollection(TreeSet::new));
    }

    /** What is wrong with a handler; empty: it is one of those known. */
    public static Optional<FieldError> check(String field, String handler, Set<String> known) {
        return known.contains(handler)
                ? Optional.empty()
                : Optional.of(new FieldError(field, ErrorCode.UNKNOWN_HANDLER.name(), words(handler, known)));
    }

    private static String words(String handler, Set<String> known) {
        List<String> near = Nearest.to(handler, known, SUGGESTIONS);
        String meant = near.isEmpty() ? "." : ". Did you mean " + String.join(", ", near) + "?";
        return "No live executor has the handler " + handler + meant
                + " Set allowUnknownHandler to true to have it wait for one";
    }
}
