package io.taskservice.api.live;

import io.taskservice.identity.DefinitionId;
import io.taskservice.live.InstanceChange;
import io.taskservice.live.LiveRepository;
import io.taskservice.live.QueueDepth;
import io.taskservice.node.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The data of live events, as one line of JSON. */
final class LiveJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LiveJson() {}

    static String of(InstanceChange change) {
        DefinitionId definition = change.definitionId();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("instanceId", change.instanceId().value());
        data.put("definitionId", definition == null ? null : definition.value());
        data.put("handler", change.handler());
        data.put("queue", change.queue());
        data.put("status", change.status().name());
        data.put("attempt", change.attempt());
        data.put("progress", change.progress());
        data.put("progressMessage", change.progressMessage());
        data.put("errorCode", change.errorCode());
        return JSON.writeValueAsString(data);
    }

    /** All queues at once; {@code capped}: somewhere there are more than were counted. */
    static String of(List<QueueDepth> depths) {
        Map<String, Map<String, Object>> queues = new LinkedHashMap<>();
        boolean capped = false;
        for (QueueDepth depth : depths) {
            Map<String, Object> queue = queues.computeIfAbsent(depth.queue(), LiveJson::emptyQueue);
            queue.put(depth.status().name().toLowerCase(Locale.ROOT), depth.instances());
            capped |= depth.instances() >= LiveRepository.MOST_COUNTED;
        }
        return JSON.writeValueAsString(Map.of("queues", queues.values(), "capped", capped));
    }

    static String of(Node node, String change) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("nodeId", node.id().value());
        data.put("change", change);
        data.put("state", node.state().name());
        data.put(
                "roles",
                node.profile().roles().stream()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList());
        return JSON.writeValueAsString(data);
    }

    private static Map<String, Object> emptyQueue(String name) {
        Map<String, Object> queue = new LinkedHashMap<>();
        queue.put("queue", name);
        queue.put("scheduled", 0);
        queue.put("pending", 0);
        queue.put("running", 0);
        return queue;
    }
}
