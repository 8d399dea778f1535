package io.taskservice.executor.housekeeping;

import io.taskservice.database.TaskDatabase;
import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskResult;
import io.taskservice.node.Node;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.Role;
import io.taskservice.redis.RedisLink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks what the cluster stands on: the database, Redis, a node of each role, this node's clock. */
final class HealthHandler extends SystemHandler {

    private static final Duration MOST_DIFFERENCE = Duration.ofSeconds(30);

    private final TaskDatabase database;
    private final NodeRepository nodes;
    private final RedisLink redis;
    private final InstantSource clock;

    HealthHandler(TaskDatabase database, NodeRepository nodes, RedisLink redis, InstantSource clock) {
        this.database = database;
        this.nodes = nodes;
        this.redis = redis;
        this.clock = clock;
    }

    /** That the database answers is shown by getting this far; a failure to ask it is one of this handler. */
    @Override
    TaskResult keep(TaskContext context) {
        List<String> ills = new ArrayList<>();
        Map<String, Object> findings = new LinkedHashMap<>();
        Duration difference = clockDifference();
        List<Node> live = nodes.live();
        findings.put("database", "UP");
        findings.put("redis", redisState(context));
        for (Role role : Role.values()) {
            findings.put(role.key(), count(live, role));
        }
        findings.put("clockDifferenceMs", difference.toMillis());
        if (count(live, Role.SCHEDULER) == 0) {
            ills.add("no scheduler is alive");
        }
        if (difference.abs().compareTo(MOST_DIFFERENCE) > 0) {
            ills.add("the clock of this node differs from MySQL's by " + difference.toMillis() + " ms");
        }
        ills.forEach(ill -> TaskLogger.warn(context, "Unhealthy: {}", ill));
        return ills.isEmpty()
                ? TaskResult.success(findings)
                : new TaskResult(false, findings, "UNHEALTHY", String.join("; ", ills), null);
    }

    @Override
    public String description() {
        return "Checks the database, Redis, the nodes of each role and the clock";
    }

    private String redisState(TaskContext context) {
        if (!redis.isConfigured()) {
            return "NOT_CONFIGURED";
        }
        if (redis.isAnswering()) {
            return "UP";
        }
        TaskLogger.warn(context, "Redis does not answer: nodes find out by polling");
        return "DOWN";
    }

    /** How far this node's clock is ahead, taken in the middle between the question and the answer. */
    private Duration clockDifference() {
        Instant before = clock.instant();
        Instant there = database.now();
        Instant after = clock.instant();
        return Duration.between(
                there, before.plus(Duration.between(before, after).dividedBy(2)));
    }

    private static long count(List<Node> live, Role role) {
        return live.stream()
                .filter(node -> node.profile().roles().contains(role))
                .count();
    }
}
