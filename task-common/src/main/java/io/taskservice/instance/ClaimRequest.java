package io.taskservice.instance;

import io.taskservice.identity.NodeId;
import java.util.Collection;

/**
 * What a node would take.
 *
 * @param node the node
 * @param queues queues it claims from, the first first
 * @param handlers handlers it has
 * @param slots how many it has room for
 */
public record ClaimRequest(NodeId node, Collection<String> queues, Collection<String> handlers, int slots) {}
