package io.taskservice.stats;

import io.taskservice.identity.NodeId;

/** What ended on one node in a stretch of time. */
record NodeCounts(NodeId nodeId, long successes, long failures, long durationMs) {

    ExecutionCounts counts() {
        return new ExecutionCounts(successes, failures, durationMs);
    }
}
