package io.taskservice.lab.law;

import io.taskservice.node.NodeState;
import java.time.Instant;

/** The columns of a row of {@code nodes} that laws speak of. */
record NodeFacts(String id, String bootId, NodeState state, Instant leaseUntil) {}
