package io.taskservice.api.live;

import io.taskservice.identity.NodeId;
import io.taskservice.node.Node;
import io.taskservice.node.NodeRepository;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notices which nodes come, go and drain, by looking. */
final class NodeWatch {

    private final NodeRepository nodes;
    private @Nullable Map<NodeId, Node> seen;

    NodeWatch(NodeRepository nodes) {
        this.nodes = nodes;
    }

    /** What has changed since the last look, each as the data of its event; the first look sees no change. */
    List<String> look() {
        Map<NodeId, Node> now = new HashMap<>();
        nodes.live().forEach(node -> now.put(node.id(), node));
        Map<NodeId, Node> last = seen;
        seen = now;
        return last == null ? List.of() : changes(last, now);
    }

    /** Nobody looks for a while: the next look is a first one again. */
    void forget() {
        seen = null;
    }

    private static List<String> changes(Map<NodeId, Node> last, Map<NodeId, Node> now) {
        List<String> changes = new ArrayList<>();
        now.forEach((id, node) -> {
            Node old = last.get(id);
            if (old == null) {
                changes.add(LiveJson.of(node, "joined"));
            } else if (old.state() != node.state()) {
                changes.add(LiveJson.of(node, "changed"));
            }
        });
        last.forEach((id, node) -> {
            if (!now.containsKey(id)) {
                changes.add(LiveJson.of(node, "left"));
            }
        });
        return changes;
    }
}
