package io.taskservice.node;

import java.util.List;
import java.util.Set;

/** What one role adds to a node's row; each role in play contributes one as a bean. */
public interface NodePart {

    /** The role. */
    Role role();

    /** Handlers it runs at once. */
    default int slots() {
        return 0;
    }

    /** Names of its handlers. */
    default Set<String> handlers() {
        return Set.of();
    }

    /** What those handlers say of themselves. */
    default List<HandlerInfo> handlerInfos() {
        return List.of();
    }

    /** Queues it claims from. */
    default Set<String> queues() {
        return Set.of();
    }

    /** Handlers it runs now. */
    default int busy() {
        return 0;
    }

    /** Partitions of definitions it owns. */
    default Set<Integer> partitions() {
        return Set.of();
    }

    /** Generation of the scheduler wish it last obeyed. */
    default long generation() {
        return 0;
    }
}
