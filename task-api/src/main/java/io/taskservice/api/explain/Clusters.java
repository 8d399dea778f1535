package io.taskservice.api.explain;

import io.taskservice.node.NodeRepository;
import io.taskservice.scaling.ScalingRepository;

/** Reads which nodes live and how many slots they may use. */
final class Clusters {

    private final NodeRepository nodes;
    private final ScalingRepository scaling;

    Clusters(NodeRepository nodes, ScalingRepository scaling) {
        this.nodes = nodes;
        this.scaling = scaling;
    }

    Cluster look() {
        return new Cluster(nodes.live(), scaling.look());
    }
}
