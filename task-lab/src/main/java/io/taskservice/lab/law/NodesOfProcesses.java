package io.taskservice.lab.law;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows which nodes were one process: a process that loses its lease goes on under another id. */
final class NodesOfProcesses {

    private final Map<String, String> bootIds;

    NodesOfProcesses(List<NodeFacts> nodes) {
        bootIds = nodes.stream().collect(toMap(NodeFacts::id, NodeFacts::bootId));
    }

    boolean isSame(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return false;
        }
        String bootId = bootIds.get(one);
        return one.equals(other) || (bootId != null && bootId.equals(bootIds.get(other)));
    }
}
