package io.taskservice.node;

import static io.taskservice.simulation.MemoryMappers.notSimulated;
import static java.util.Comparator.comparing;

import io.taskservice.identity.NodeId;
import io.taskservice.simulation.Guard;
import io.taskservice.simulation.MemoryMappers;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import io.taskservice.simulation.Scan;
import io.taskservice.simulation.Table;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** {@code nodes} in memory. */
public final class MemoryNodeMapper implements NodeMapper {

    private static final Comparator<Row> IDX_LEASE =
            comparing((Row row) -> row.instant("lease_until")).thenComparing(row -> row.text("id"));

    private final MemoryStore store;
    private final Table table;

    private MemoryNodeMapper(MemoryStore store) {
        this.store = store;
        this.table = store.table("nodes");
    }

    public static void add(MemoryMappers mappers, MemoryStore store) {
        mappers.add(NodeMapper.class, new MemoryNodeMapper(store));
    }

    @Override
    public int insert(
            NodeId id,
            String bootId,
            Node.Profile profile,
            String roles,
            String handlers,
            String queues,
            NodeWish wish,
            Duration lease) {
        return store.statement("NodeMapper.insert", tx -> {
            NodeRow row = new NodeRow(
                    id,
                    bootId,
                    roles,
                    profile.address(),
                    profile.version(),
                    profile.slots(),
                    0,
                    handlers,
                    queues,
                    "",
                    NodeState.ALIVE,
                    wish,
                    0,
                    store.now().plus(lease),
                    store.now());
            return table.insert(tx, List.of(Row.of(row)));
        });
    }

    @Override
    public int renew(NodeId id, Duration lease, Node.Load load, String partitions, NodeState state) {
        return store.statement(
                "NodeMapper.renew",
                tx -> table.update(
                        tx,
                        Scan.in("id", List.of(id)).where(this::mayRenew),
                        row -> row.with(
                                "lease_until",
                                store.now().plus(lease),
                                "busy",
                                load.busy(),
                                "partitions",
                                partitions,
                                "generation",
                                load.generation(),
                                "state",
                                state)));
    }

    private boolean mayRenew(Row row) {
        return !store.has(Guard.RENEWAL)
                || (isUp(row) && row.instant("lease_until").isAfter(store.now()));
    }

    @Override
    public int leave(NodeId id) {
        return store.statement(
                "NodeMapper.leave",
                tx -> table.update(
                        tx,
                        Scan.in("id", List.of(id)).where(MemoryNodeMapper::isUp),
                        row -> row.with(
                                "state", NodeState.DEAD, "busy", 0, "partitions", "", "lease_until", store.now())));
    }

    @Override
    public int bury(NodeId id) {
        return store.statement(
                "NodeMapper.bury",
                tx -> table.update(
                        tx,
                        Scan.in("id", List.of(id)).where(row -> row.is("state", NodeState.DEAD)),
                        row -> row.with("state", NodeState.GONE, "busy", 0, "partitions", "")));
    }

    @Override
    public int declareDead() {
        return store.statement(
                "NodeMapper.declareDead",
                tx -> table.update(
                        tx,
                        Scan.of(row -> isUp(row)
                                        && (!store.has(Guard.LEASE)
                                                || !row.instant("lease_until").isAfter(store.now())))
                                .by(IDX_LEASE),
                        row -> row.with("state", NodeState.DEAD)));
    }

    @Override
    public List<NodeRow> dead() {
        return store.statement(
                "NodeMapper.dead",
                tx -> table.read(tx, row -> row.is("state", NodeState.DEAD)).stream()
                        .sorted(IDX_LEASE)
                        .map(row -> row.to(NodeRow.class))
                        .toList());
    }

    private static boolean isUp(Row row) {
        return row.is("state", NodeState.ALIVE, NodeState.DRAINING);
    }

    @Override
    public List<NodeRow> live() {
        throw notSimulated("live");
    }

    @Override
    public int wish(NodeId id, NodeWish wish) {
        throw notSimulated("wish");
    }

    @Override
    public int forget(int days) {
        throw notSimulated("forget");
    }
}
