package io.taskservice.executor;

import io.taskservice.handler.TaskHandler;
import io.taskservice.node.HandlerInfo;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handlers this node has, by name. */
final class HandlerRegistry {

    private static final Logger log = LoggerFactory.getLogger(HandlerRegistry.class);

    private final Map<String, TaskHandler> handlers;

    private HandlerRegistry(Map<String, TaskHandler> handlers) {
        this.handlers = Map.copyOf(handlers);
    }

    /** Joins beans and annotated methods; refuses two of one name, because which of them runs would be chance. */
    static HandlerRegistry of(Collection<Map<String, TaskHandler>> sources) {
        Map<String, TaskHandler> all = new TreeMap<>();
        for (Map<String, TaskHandler> source : sources) {
            source.forEach((name, handler) -> {
                TaskHandler other = all.put(name, handler);
                if (other != null) {
                    throw new IllegalStateException("Two handlers are called '" + name + "': " + other + " and "
                            + handler + "; rename one of them");
                }
            });
        }
        return new HandlerRegistry(all);
    }

    Set<String> names() {
        return handlers.keySet();
    }

    /** What the handlers say of themselves; what a handler says that is no JSON object is left out. */
    List<HandlerInfo> infos(ParamsReader reader) {
        return handlers.entrySet().stream()
                .map(entry -> infoOf(entry.getKey(), entry.getValue(), reader))
                .toList();
    }

    private static HandlerInfo infoOf(String name, TaskHandler handler, ParamsReader reader) {
        String schema = handler.paramsSchema();
        if (schema != null && !isObject(schema, reader)) {
            log.warn("The params schema of handler {} is not a JSON object and is not shown", name);
            schema = null;
        }
        return new HandlerInfo(name, handler.description(), schema);
    }

    private static boolean isObject(String json, ParamsReader reader) {
        try {
            return reader.tree(json).isObject();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    Optional<TaskHandler> find(String name) {
        return Optional.ofNullable(handlers.get(name));
    }
}
