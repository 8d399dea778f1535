package io.taskservice.executor;

import io.taskservice.handler.TaskHandler;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The handlers this node has, by name. */
final class HandlerRegistry {

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

    Optional<TaskHandler> find(String name) {
        return Optional.ofNullable(handlers.get(name));
    }
}
