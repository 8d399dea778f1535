package io.taskservice.instance;

import static io.taskservice.instance.MemoryInstanceMappers.IN_LANE;
import static io.taskservice.instance.MemoryInstanceMappers.idOf;
import static io.taskservice.instance.MemoryInstanceMappers.toRows;
import static io.taskservice.simulation.MemoryMappers.notSimulated;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.instance.FairTurns.Share;
import io.taskservice.queue.Lane;
import io.taskservice.simulation.Guard;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import io.taskservice.simulation.Scan;
import io.taskservice.simulation.Table;
import io.taskservice.simulation.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** {@code task_instances} in memory, as claims see them. */
final class MemoryClaimMapper implements ClaimMapper {

    private final MemoryStore store;
    private final Table table;

    MemoryClaimMapper(MemoryStore store) {
        this.store = store;
        this.table = store.table("task_instances");
    }

    @Override
    public List<Claimable> lockClaimable(Collection<Share> shares, Collection<String> handlers) {
        return store.statement(
                "ClaimMapper.lockClaimable",
                tx ->
                        toRows(shares.stream()
                                        .flatMap(share -> claimable(tx, share, handlers).stream())
                                        .toList())
                                .stream()
                                .map(MemoryClaimMapper::toClaimable)
                                .toList());
    }

    static Claimable toClaimable(InstanceRow row) {
        return new Claimable(
                row.id(),
                row.tenantId(),
                row.taskDefinitionId(),
                row.handler(),
                row.queue(),
                row.priority(),
                row.executionParams(),
                row.fireTime(),
                row.runAt(),
                row.attempt(),
                row.retryCount(),
                row.maxAttempts(),
                row.backoffInitialMs(),
                row.backoffMaxMs(),
                row.timeoutMs(),
                row.delivery(),
                row.followed(),
                row.bizKey(),
                row.expiresAt(),
                row.retryOn(),
                row.noRetryOn(),
                row.concurrencyKey(),
                row.concurrencyLimit(),
                row.callbackUrl());
    }

    private List<Row> claimable(Tx tx, Share share, Collection<String> handlers) {
        Predicate<Row> isInLane = row -> row.is("status", InstanceStatus.PENDING)
                && row.is("queue", share.lane().queue())
                && row.is("tenant_id", share.lane().tenantId());
        Predicate<Row> isKnown = row -> handlers.contains(row.text("handler"));
        return store.has(Guard.CLAIM_LOCK)
                ? table.lock(
                        tx,
                        Scan.of(isInLane)
                                .where(isKnown)
                                .by(IN_LANE)
                                .limit(share.slots())
                                .skipping())
                : table.read(tx, isInLane.and(isKnown)).stream()
                        .sorted(IN_LANE)
                        .limit(share.slots())
                        .toList();
    }

    @Override
    public int startAttempts(NodeId node, Instant now, Collection<InstanceId> ids) {
        return store.statement(
                "ClaimMapper.startAttempts",
                tx -> table.update(
                        tx,
                        Scan.in("id", ids)
                                .where(row -> !store.has(Guard.CLAIM_LOCK) || row.is("status", InstanceStatus.PENDING)),
                        row -> row.with(
                                "status",
                                InstanceStatus.RUNNING,
                                "execution_node",
                                node,
                                "attempt",
                                row.number("attempt") + 1,
                                "start_time",
                                now,
                                "execution_duration",
                                null,
                                "progress",
                                null,
                                "progress_message",
                                null,
                                "progress_counters",
                                null,
                                "progress_at",
                                null,
                                "error_code",
                                null,
                                "error_message",
                                null)));
    }

    @Override
    public List<Held> heldBy(NodeId node) {
        return store.statement("ClaimMapper.heldBy", tx -> held(tx, row -> isHeldBy(row, node)));
    }

    @Override
    public List<Held> cancelRequestsTo(NodeId node) {
        return store.statement(
                "ClaimMapper.cancelRequestsTo",
                tx -> held(tx, row -> isHeldBy(row, node) && row.is("cancel_requested", true)));
    }

    private List<Held> held(Tx tx, Predicate<Row> wanted) {
        return table.read(tx, wanted).stream()
                .map(row -> new Held(idOf(row), row.number("attempt")))
                .toList();
    }

    private static boolean isHeldBy(Row row, NodeId node) {
        return row.is("status", InstanceStatus.RUNNING) && row.is("execution_node", node);
    }

    @Override
    public int giveBack(NodeId node, Held held) {
        return store.statement(
                "ClaimMapper.giveBack",
                tx -> table.update(
                        tx,
                        Scan.in("id", List.of(held.id()))
                                .where(row -> isHeldBy(row, node) && row.number("attempt") == held.attempt()),
                        row -> row.with("status", InstanceStatus.PENDING)));
    }

    @Override
    public int countClaimable(Lane lane, Collection<String> handlers) {
        throw notSimulated("countClaimable");
    }
}
