package io.taskservice.api.worker;

import static java.util.stream.Collectors.toCollection;

import io.taskservice.api.change.Changes;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.worker.WorkerStatsView.Counts;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.node.Node;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.NodeWish;
import io.taskservice.node.Role;
import io.taskservice.scaling.ScalingRepository;
import io.taskservice.signal.Signal;
import io.taskservice.stats.ExecutionCounts;
import io.taskservice.stats.ExecutionStatsRepository;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads what the executors are and do, and asks one of them to drain or to work. */
final class Workers {

    static final int WINDOW_MINUTES = 5;

    private final NodeRepository nodes;
    private final ScalingRepository scaling;
    private final ExecutionStatsRepository stats;
    private final Changes changes;

    Workers(NodeRepository nodes, ScalingRepository scaling, ExecutionStatsRepository stats, Changes changes) {
        this.nodes = nodes;
        this.scaling = scaling;
        this.stats = stats;
        this.changes = changes;
    }

    /** All live executors, in the order of their ids. */
    List<WorkerView> all() {
        Map<NodeId, Integer> shares = scaling.look().shares();
        return executors().stream()
                .map(node -> WorkerView.of(node, shares.getOrDefault(node.id(), 0)))
                .toList();
    }

    WorkerView require(String id) {
        return all().stream()
                .filter(worker -> worker.id().equals(id))
                .findFirst()
                .orElseThrow(Workers::notFound);
    }

    WorkersStatusView status() {
        return WorkersStatusView.of(scaling.look());
    }

    /** What ended of late, by node: live ones of which nothing did too, and those that are gone since. */
    WorkerStatsView stats() {
        Map<NodeId, ExecutionCounts> counts = stats.lastByNode(WINDOW_MINUTES);
        TreeSet<String> ids =
                executors().stream().map(node -> node.id().value()).collect(toCollection(TreeSet::new));
        counts.keySet().forEach(id -> ids.add(id.value()));
        List<WorkerStatsView.Line> lines = ids.stream()
                .map(id -> WorkerStatsView.Line.of(id, counts.getOrDefault(new NodeId(id), ExecutionCounts.NONE)))
                .toList();
        return new WorkerStatsView(WINDOW_MINUTES, Counts.of(sum(counts)), lines);
    }

    /** Asks an executor to drain or to work; asking again changes nothing. */
    WorkerView wish(Caller caller, String id, NodeWish wish, String action) {
        changes.make(() -> {
            NodeId node = new NodeId(require(id).id());
            if (!nodes.wish(node, wish)) {
                throw notFound();
            }
            changes.record(caller, TenantId.SYSTEM, action, id, Map.of());
            changes.tellAfterwards(Signal.WORKERS_WISHED);
            return node;
        });
        return require(id);
    }

    private List<Node> executors() {
        return nodes.live().stream()
                .filter(node -> node.profile().roles().contains(Role.EXECUTOR))
                .sorted(Comparator.comparing(node -> node.id().value()))
                .toList();
    }

    private static ExecutionCounts sum(Map<NodeId, ExecutionCounts> counts) {
        return counts.values().stream()
                .reduce(
                        ExecutionCounts.NONE,
                        (a, b) -> new ExecutionCounts(
                                a.successes() + b.successes(),
                                a.failures() + b.failures(),
                                a.durationMs() + b.durationMs()));
    }

    private static ApiException notFound() {
        return new ApiException(ErrorCode.WORKER_NOT_FOUND, "There is no such live executor");
    }
}
