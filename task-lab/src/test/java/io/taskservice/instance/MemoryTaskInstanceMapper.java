package io.taskservice.instance;

import static io.taskservice.instance.MemoryInstanceMappers.idOf;
import static io.taskservice.instance.MemoryInstanceMappers.isOf;
import static io.taskservice.instance.MemoryInstanceMappers.toRows;
import static io.taskservice.instance.MemoryInstanceMappers.waits;
import static io.taskservice.simulation.MemoryMappers.notSimulated;
import static java.util.stream.Collectors.toSet;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.simulation.Guard;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import io.taskservice.simulation.Scan;
import io.taskservice.simulation.Table;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code task_instances} in memory. */
final class MemoryTaskInstanceMapper implements TaskInstanceMapper {

    private static final String REPLACED = FailureCode.REPLACED.name();

    private final MemoryStore store;
    private final Table table;

    MemoryTaskInstanceMapper(MemoryStore store) {
        this.store = store;
        this.table = store.table("task_instances");
    }

    @Override
    public List<Holding> lockRunning(Collection<InstanceId> ids) {
        Scan running = Scan.in("id", ids)
                .where(row -> row.is("status", InstanceStatus.RUNNING)
                        || (!store.has(Guard.COMPLETION_STATUS) && !row.isNull("execution_node")));
        return store.statement("TaskInstanceMapper.lockRunning", tx -> {
            List<Row> rows = store.has(Guard.COMPLETION_FENCE)
                    ? table.lock(tx, running)
                    : table.read(tx, running.range().and(running.filter()));
            return rows.stream()
                    .map(row -> new Holding(idOf(row), row.number("attempt"), row.need("execution_node", NodeId.class)))
                    .toList();
        });
    }

    @Override
    public Set<InstanceId> findFollowed(Collection<InstanceId> ids) {
        return store.statement(
                "TaskInstanceMapper.findFollowed",
                tx -> table.read(tx, row -> ids.contains(idOf(row)) && row.is("followed", true)).stream()
                        .map(MemoryInstanceMappers::idOf)
                        .collect(toSet()));
    }

    /** The ids asked for are joined one by one, in their order. */
    @Override
    public int complete(Collection<Completion> completions) {
        return store.statement(
                "TaskInstanceMapper.complete",
                tx -> completions.stream()
                        .mapToInt(completion -> table.update(
                                tx,
                                Scan.in("id", List.of(completion.claim().id()))
                                        .where(row -> isOfAttempt(row, completion)),
                                row -> completed(row, completion)))
                        .sum());
    }

    private boolean isOfAttempt(Row row, Completion completion) {
        Claim claim = completion.claim();
        boolean runs = row.is("status", InstanceStatus.RUNNING) || !store.has(Guard.COMPLETION_STATUS);
        boolean isHeld = row.is("execution_node", claim.node()) && row.is("attempt", claim.attempt());
        return !store.has(Guard.COMPLETION_FENCE) || (runs && isHeld);
    }

    private Row completed(Row row, Completion c) {
        return row.with(
                "status",
                c.status(),
                "end_time",
                c.isTerminal() ? store.now() : null,
                "execution_duration",
                c.duration(),
                "run_at",
                c.status() == InstanceStatus.SCHEDULED ? store.now().plus(c.backoff()) : row.get("run_at"),
                "retry_count",
                row.number("retry_count") + (c.counted() ? 1 : 0),
                "result",
                c.outcome().result(),
                "error_message",
                c.outcome().errorMessage(),
                "error_code",
                errorCode(row, c));
    }

    private static @Nullable Object errorCode(Row row, Completion c) {
        boolean keepsFirst =
                c.status() == InstanceStatus.CANCELLED || (!c.isTerminal() && row.is("error_code", REPLACED));
        return keepsFirst && !row.isNull("error_code")
                ? row.get("error_code")
                : c.outcome().errorCode();
    }

    @Override
    public List<InstanceRow> findAll(Collection<InstanceId> ids) {
        return store.statement(
                "TaskInstanceMapper.findAll", tx -> toRows(table.read(tx, row -> ids.contains(idOf(row)))));
    }

    @Override
    public int cancelRequested(Collection<InstanceId> ids) {
        return store.statement(
                "TaskInstanceMapper.cancelRequested",
                tx -> table.update(
                        tx,
                        Scan.in("id", ids).where(row -> waits(row) && row.is("cancel_requested", true)),
                        row -> row.with(
                                "status",
                                InstanceStatus.CANCELLED,
                                "end_time",
                                store.now(),
                                "error_message",
                                null,
                                "error_code",
                                row.is("error_code", REPLACED) ? REPLACED : FailureCode.CANCELLED.name())));
    }

    @Override
    public int cancelWaiting(TenantId tenantId, InstanceId id, FailureCode code) {
        return store.statement(
                "TaskInstanceMapper.cancelWaiting",
                tx -> table.update(
                        tx,
                        Scan.in("id", List.of(id))
                                .where(row ->
                                        row.is("tenant_id", tenantId) && (waits(row) || !store.has(Guard.CANCEL))),
                        row -> row.with(
                                "status",
                                InstanceStatus.CANCELLED,
                                "end_time",
                                store.now(),
                                "error_code",
                                code.name())));
    }

    @Override
    public int requestCancel(TenantId tenantId, InstanceId id) {
        return store.statement(
                "TaskInstanceMapper.requestCancel",
                tx -> table.update(
                        tx,
                        Scan.in("id", List.of(id))
                                .where(row ->
                                        row.is("tenant_id", tenantId) && row.is("status", InstanceStatus.RUNNING)),
                        row -> row.with("cancel_requested", true)));
    }

    @Override
    public List<InstanceId> lockWaitingOf(TenantId tenantId, DefinitionId definitionId) {
        return store.statement(
                "TaskInstanceMapper.lockWaitingOf",
                tx -> table.lock(tx, Scan.of(row -> isOf(row, tenantId, definitionId) && waits(row))).stream()
                        .map(MemoryInstanceMappers::idOf)
                        .toList());
    }

    @Override
    public int replaceWaiting(Collection<InstanceId> ids) {
        return store.statement(
                "TaskInstanceMapper.replaceWaiting",
                tx -> table.update(
                        tx,
                        Scan.in("id", ids).where(MemoryInstanceMappers::waits),
                        row -> row.with(
                                "status", InstanceStatus.CANCELLED, "end_time", store.now(), "error_code", REPLACED)));
    }

    @Override
    public int replaceRunning(TenantId tenantId, DefinitionId definitionId) {
        return store.statement(
                "TaskInstanceMapper.replaceRunning",
                tx -> table.update(
                        tx,
                        Scan.of(row -> isOf(row, tenantId, definitionId) && row.is("status", InstanceStatus.RUNNING)),
                        row -> row.with("cancel_requested", true, "error_code", REPLACED)));
    }

    @Override
    public @Nullable InstanceRow find(TenantId tenantId, InstanceId id) {
        return store.statement(
                "TaskInstanceMapper.find",
                tx -> toRows(table.read(tx, row -> idOf(row).equals(id) && row.is("tenant_id", tenantId))).stream()
                        .findFirst()
                        .orElse(null));
    }

    @Override
    public List<InstanceRow> findThese(TenantId tenantId, Collection<InstanceId> ids) {
        return store.statement(
                "TaskInstanceMapper.findThese",
                tx -> toRows(table.read(tx, row -> ids.contains(idOf(row)) && row.is("tenant_id", tenantId))));
    }

    @Override
    public List<InstanceRow> findByRequestKeys(TenantId tenantId, Collection<String> keys) {
        return store.statement(
                "TaskInstanceMapper.findByRequestKeys",
                tx -> toRows(table.read(
                        tx, row -> row.is("tenant_id", tenantId) && keys.contains(row.text("request_key")))));
    }

    @Override
    public int report(Collection<ProgressReport> reports) {
        throw notSimulated("report");
    }

    @Override
    public int changePriority(TenantId tenantId, InstanceId id, int priority) {
        throw notSimulated("changePriority");
    }

    @Override
    public int deleteEnded(TenantId tenantId, InstanceId id) {
        throw notSimulated("deleteEnded");
    }

    @Override
    public int follow(TenantId tenantId, DefinitionId definitionId) {
        throw notSimulated("follow");
    }

    @Override
    public int completeRows(String rows) {
        throw notSimulated("completeRows");
    }

    @Override
    public int reportRows(String rows) {
        throw notSimulated("reportRows");
    }
}
