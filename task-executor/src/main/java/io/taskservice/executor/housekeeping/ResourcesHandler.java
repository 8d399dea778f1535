package io.taskservice.executor.housekeeping;

import io.taskservice.database.TaskDatabase;
import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import io.taskservice.idempotency.IdempotencyKeys;
import io.taskservice.node.NodeRepository;
import io.taskservice.stats.ExecutionStatsRepository;
import io.taskservice.usage.UsageRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Deletes what the platform needs for a while only: idempotency keys, rows of nodes long gone, statistics, usage. */
final class ResourcesHandler extends SystemHandler {

    private static final int NODE_DAYS = 7;

    private final TaskDatabase database;
    private final IdempotencyKeys idempotencyKeys;
    private final NodeRepository nodes;
    private final ExecutionStatsRepository stats;
    private final UsageRepository usage;
    private final RetentionSettings settings;

    ResourcesHandler(
            TaskDatabase database, NodeRepository nodes, ExecutionStatsRepository stats, RetentionSettings settings) {
        this.database = database;
        this.idempotencyKeys = new IdempotencyKeys(database);
        this.nodes = nodes;
        this.stats = stats;
        this.usage = new UsageRepository(database);
        this.settings = settings;
    }

    @Override
    TaskResult keep(TaskContext context) {
        long keys = Sweep.delete(context, idempotencyKeys::forget);
        int gone = nodes.forget(NODE_DAYS);
        Instant now = database.now();
        int minutes = stats.forgetBefore(now.minus(Duration.ofDays(settings.instancesDays())));
        int days = usage.forgetBefore(now.minus(Duration.ofDays(settings.usageDays())));
        TaskLogger.info(
                context,
                "Deleted {} idempotency keys, {} nodes, {} rows of statistics, {} of usage",
                keys,
                gone,
                minutes,
                days);
        return TaskResult.success(Map.of("idempotencyKeys", keys, "nodes", gone, "statistics", minutes, "usage", days));
    }

    @Override
    public String description() {
        return "Deletes idempotency keys, rows of nodes long gone, old statistics and usage";
    }
}
