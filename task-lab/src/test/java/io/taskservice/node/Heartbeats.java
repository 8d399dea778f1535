package io.taskservice.node;

import java.util.List;
import java.util.function.LongSupplier;

/** Lets a simulation beat a membership's heart, by a monotonic clock of its own. */
public final class Heartbeats {

    private Heartbeats() {}

    public static Membership membership(
            NodeRepository nodes, NodeSettings settings, String name, NodePart part, LongSupplier nanoTime) {
        return new Membership(nodes, settings, new Membership.Origin(name, name, "simulated"), List.of(part), nanoTime);
    }

    public static void beat(Membership membership) {
        membership.heartbeatOnce();
    }
}
