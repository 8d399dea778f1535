package io.taskservice.simulation;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.taskservice.definition.OverlapPolicy;
import io.taskservice.firing.GapReason;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.lab.law.RestingRows;
import io.taskservice.node.NodeState;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.simulation.MemoryStore.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Watches every commit, and looks at everything once it is at rest. */
final class Laws implements MemoryStore.Watcher {

    private static final Set<InstanceStatus> ACTIVE = InstanceStatus.ACTIVE;

    private final MemoryStore store;
    private final Stage stage;
    private final Set<String> ran = new HashSet<>();
    private final Map<String, List<String>> histories = new LinkedHashMap<>();

    Laws(MemoryStore store, Stage stage) {
        this.store = store;
        this.stage = stage;
    }

    /** A handler runs an attempt: each is handed out once. */
    void runs(String instance, int attempt) {
        if (!ran.add(instance + "#" + attempt)) {
            broken("attempt %d of %s was handed out twice".formatted(attempt, instance));
        }
    }

    /** How many attempts ran. */
    int attempts() {
        return ran.size();
    }

    @Override
    public void committed(Tx tx, List<Change> changes) {
        for (Change change : changes) {
            remember(tx, change);
            switch (change.table()) {
                case "task_instances" -> instance(tx, change.before(), change.after());
                case "nodes" -> node(change.before(), change.after());
                case "fire_gaps" -> gap(change.after());
                default -> {}
            }
        }
        keys();
        limits();
        turns();
        chains();
    }

    /** What became of the instances that a text speaks of, commit by commit. */
    String historiesIn(String text) {
        return histories.entrySet().stream()
                .filter(history -> text.contains(history.getKey()))
                .map(history -> history.getKey() + "\n" + String.join("\n", history.getValue()))
                .collect(joining("\n"));
    }

    private void remember(Tx tx, Change change) {
        Row row = change.after();
        if (row != null && change.table().equals("task_instances")) {
            remember(
                    tx,
                    row.text("id"),
                    "%s, attempt %d of %s, code %s"
                            .formatted(
                                    row.get("status"),
                                    row.number("attempt"),
                                    row.get("execution_node"),
                                    row.get("error_code")));
        } else if (row != null && change.table().equals("task_attempts")) {
            remember(
                    tx,
                    row.text("task_instance_id"),
                    "past attempt %d of %s: %s".formatted(row.number("attempt"), row.get("node"), row.get("outcome")));
        }
    }

    private void remember(Tx tx, String instance, String what) {
        histories
                .computeIfAbsent(instance, none -> new ArrayList<>())
                .add("%5d  %s  %-14s %s"
                        .formatted(stage.steps(), store.now().toString().substring(11), tx.owner(), what));
    }

    /** Whether there is nothing left to do. */
    boolean isAtRest() {
        return instances().noneMatch(row -> row.is("status", ACTIVE.toArray()))
                && definitions().allMatch(row -> row.isNull("next_fire_time"));
    }

    /** What is asked of a database at rest. */
    void checkRest() {
        RestingRows rows = new RestingRows(
                store.table("task_definitions").committed(),
                store.table("fire_gaps").committed(),
                store.table("task_instances").committed(),
                store.table("task_attempts").committed(),
                store.table("nodes").committed().stream()
                        .filter(row -> !row.is("state", NodeState.ALIVE))
                        .toList(),
                store.now());
        rows.violations().forEach(this::broken);
        store.table("concurrency_slots").committed().forEach(slot -> broken("a slot that leaked: " + slot));
    }

    private void instance(Tx tx, @Nullable Row before, @Nullable Row after) {
        if (after == null) {
            broken("an instance was deleted: " + before);
        } else if (before == null) {
            if (after.number("attempt") != 0 || after.is("status", InstanceStatus.RUNNING)) {
                broken("an instance began with an attempt: " + after);
            }
        } else if (!before.is("status", ACTIVE.toArray())) {
            if (!before.equals(after)) {
                broken("what had ended was changed: " + before + "\n  became " + after);
            }
        } else {
            moved(tx, before, after);
        }
    }

    private void moved(Tx tx, Row before, Row after) {
        boolean ran = before.is("status", InstanceStatus.RUNNING);
        boolean runs = after.is("status", InstanceStatus.RUNNING);
        boolean isSameAttempt = before.number("attempt") == after.number("attempt")
                && Objects.equals(before.get("execution_node"), after.get("execution_node"));
        if (!ran && runs) {
            if (!before.is("status", InstanceStatus.PENDING)
                    || after.number("attempt") != before.number("attempt") + 1
                    || !isNodeOf(after, tx.owner())) {
                broken("not a claim: " + before + "\n  became " + after + "\n  by " + tx.owner());
            }
        } else if (!isSameAttempt) {
            broken("an attempt changed without a claim: " + before + "\n  became " + after);
        } else if (ran && !runs) {
            left(tx, before, after);
        } else if (!ran && after.is("status", InstanceStatus.SUCCESS)) {
            broken("a success of what did not run: " + before + "\n  became " + after);
        }
    }

    /** By the node that held it, or by somebody who knows that node to be dead. */
    private void left(Tx tx, Row before, Row after) {
        boolean isHolder = isNodeOf(before, tx.owner());
        boolean isDead = store.table("nodes").committed().stream()
                .anyMatch(node -> node.is("id", before.need("execution_node", Object.class))
                        && node.is("state", NodeState.DEAD, NodeState.GONE));
        if (!isHolder && !isDead) {
            broken("a running attempt was ended by " + tx.owner() + ": " + before + "\n  became " + after);
        }
        Object result = after.get("result");
        if (after.is("status", InstanceStatus.SUCCESS) && !result(after).equals(result)) {
            broken("the result of another attempt stands: " + after);
        }
    }

    /** What a handler returns: which life of which process ran which attempt. */
    static String result(String life, int attempt) {
        return life + "#" + attempt;
    }

    private static String result(Row row) {
        String node = row.text("execution_node");
        return result(node.substring(0, node.lastIndexOf('-')), row.number("attempt"));
    }

    private static boolean isNodeOf(Row row, String life) {
        return row.text("execution_node").startsWith(life + "-");
    }

    private void node(@Nullable Row before, @Nullable Row after) {
        if (before == null || after == null) {
            return;
        }
        boolean wasUp = before.is("state", NodeState.ALIVE, NodeState.DRAINING);
        boolean isUp = after.is("state", NodeState.ALIVE, NodeState.DRAINING);
        boolean wasOver = !before.instant("lease_until").isAfter(store.now());
        boolean renewed = after.instant("lease_until").isAfter(before.instant("lease_until"));
        if (wasUp && !isUp && !wasOver) {
            broken("a node was declared dead before its lease was over: " + before);
        } else if ((!wasUp && isUp) || (wasOver && renewed)) {
            broken("a node came back under its old name: " + before + "\n  became " + after);
        }
    }

    private void gap(@Nullable Row gap) {
        if (gap != null && gap.is("reason", GapReason.ALREADY_FIRED)) {
            broken("a due time came twice: " + gap);
        }
    }

    private void keys() {
        unique("task_definition_id", "fire_time");
        unique("tenant_id", "request_key");
    }

    private void unique(String first, String second) {
        Set<List<Object>> seen = new HashSet<>();
        instances().filter(row -> !row.isNull(first) && !row.isNull(second)).forEach(row -> {
            if (!seen.add(List.of(row.need(first, Object.class), row.need(second, Object.class)))) {
                broken("a key twice, %s: %s".formatted(second, row));
            }
        });
    }

    private void limits() {
        instances()
                .filter(row -> row.is("status", InstanceStatus.RUNNING) && gateOf(row) != null)
                .collect(groupingBy(row -> Objects.requireNonNull(gateOf(row)), counting()))
                .forEach((gate, running) -> {
                    long limit = instances()
                            .filter(row -> gate.equals(gateOf(row)))
                            .mapToInt(row -> row.number("concurrency_limit"))
                            .max()
                            .orElse(0);
                    if (running > limit) {
                        broken("%d run behind the gate %s, whose limit is %d".formatted(running, gate, limit));
                    }
                });
    }

    private static @Nullable String gateOf(Row row) {
        if (row.isNull("concurrency_limit")) {
            return null;
        }
        if (!row.isNull("concurrency_key")) {
            return "k:" + row.get("concurrency_key");
        }
        return row.isNull("task_definition_id") ? null : "d:" + row.get("task_definition_id");
    }

    private void turns() {
        definitions()
                .filter(row -> !row.is("overlap_policy", OverlapPolicy.ALLOW))
                .forEach(definition -> {
                    long underWay = activeOf(definition)
                            .filter(row -> row.instant("run_at").isBefore(Start.ITS_TURN))
                            .count();
                    if (underWay > 1) {
                        broken("%d instances of a definition at once that has one: %s".formatted(underWay, definition));
                    }
                });
    }

    private void chains() {
        definitions()
                .filter(row -> row.is("schedule_type", ScheduleType.FIXED_DELAY))
                .forEach(definition -> {
                    if (activeOf(definition).count() > 1) {
                        broken("two instances of a chain at once: " + definition);
                    }
                    Instant next = store.now().plus(definition.need("interval_ms", Duration.class));
                    boolean goesOn =
                            definition.isNull("next_fire_time") && next.isBefore(definition.instant("ends_at"));
                    if (goesOn && activeOf(definition).noneMatch(row -> row.is("followed", true))) {
                        broken("a chain that stands still: " + definition);
                    }
                });
    }

    private Stream<Row> activeOf(Row definition) {
        return instances()
                .filter(row -> row.is("task_definition_id", definition.need("id", Object.class))
                        && row.is("status", ACTIVE.toArray()));
    }

    private Stream<Row> instances() {
        return store.table("task_instances").committed().stream();
    }

    private Stream<Row> definitions() {
        return store.table("task_definitions").committed().stream();
    }

    private void broken(String what) {
        stage.fail(what);
    }
}
