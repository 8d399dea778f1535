package io.taskservice.node;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.NodeId;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Stores nodes and their leases. */
public final class NodeRepository {

    private final NodeMapper mapper;
    private final HandlerMapper handlers;

    public NodeRepository(TaskDatabase database) {
        this.mapper = database.mapper(NodeMapper.class);
        this.handlers = database.mapper(HandlerMapper.class);
    }

    /** Joins the cluster with a lease of its own, to work. */
    public void join(NodeId id, String bootId, Node.Profile profile, Duration lease) {
        join(id, bootId, profile, NodeWish.WORK, lease);
    }

    /** As above, of a process that may have been asked to drain under the id it had before. */
    void join(NodeId id, String bootId, Node.Profile profile, NodeWish wish, Duration lease) {
        mapper.insert(
                id,
                bootId,
                profile,
                NodeRow.joinRoles(profile.roles()),
                NodeRow.joinLines(profile.handlers()),
                NodeRow.joinLines(profile.queues()),
                wish,
                lease);
    }

    /** Renews a lease; false when it has run out or the node has been declared dead: it may touch no claim any more. */
    public boolean renew(NodeId id, Duration lease, Node.Load load, NodeState state) {
        return mapper.renew(id, lease, load, NodeRow.joinNumbers(load.partitions()), state) == 1;
    }

    /** Gives up a lease before its time. */
    public void leave(NodeId id) {
        mapper.leave(id);
    }

    /** Notes that nothing of a dead node is left to free. */
    public void bury(NodeId id) {
        mapper.bury(id);
    }

    /** Declares dead every node whose lease has run out; returns how many. */
    public int declareDead() {
        return mapper.declareDead();
    }

    /** Nodes whose claims may have to be freed. */
    public List<Node> dead() {
        return mapper.dead().stream().map(NodeRow::toNode).toList();
    }

    /** Nodes whose lease runs, the oldest first. */
    public List<Node> live() {
        return mapper.live().stream().map(NodeRow::toNode).toList();
    }

    /** Wishes a live executor to drain or to work; false when there is none of that id. Wishing it again is no change. */
    public boolean wish(NodeId id, NodeWish wish) {
        return mapper.wish(id, wish) == 1;
    }

    /** Stores what a node's handlers say of themselves, over what was said of the same names before. */
    public void publish(Collection<HandlerInfo> infos) {
        if (!infos.isEmpty()) {
            handlers.publish(infos.stream()
                    .sorted(Comparator.comparing(HandlerInfo::name))
                    .toList());
        }
    }

    /** What every handler that ever was said of itself, in the order of their names. */
    public List<HandlerInfo> handlers() {
        return handlers.all();
    }

    /** Deletes rows of nodes gone for so many days; returns how many. */
    public int forget(int days) {
        return mapper.forget(days);
    }
}
