package io.taskservice.instance;

import static io.taskservice.simulation.MemoryMappers.notSimulated;

import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.Row;
import io.taskservice.simulation.Table;
import java.util.List;
import org.apache.ibatis.executor.BatchResult;

/** Adds to {@code task_instances} in memory. */
final class MemoryNewInstanceMapper implements NewInstanceMapper {

    private final MemoryStore store;
    private final Table table;

    MemoryNewInstanceMapper(MemoryStore store) {
        this.store = store;
        this.table = store.table("task_instances");
    }

    @Override
    public void insertAll(List<NewInstance> instances) {
        store.statement(
                "NewInstanceMapper.insertAll",
                tx -> table.insert(tx, instances.stream().map(this::rowOf).toList()));
    }

    private Row rowOf(NewInstance i) {
        return Row.of(new InstanceRow(
                i.id(),
                i.tenantId(),
                i.definitionId(),
                i.route().handler(),
                i.route().queue(),
                i.route().priority(),
                i.params(),
                i.start().status(),
                i.origin().fireTime(),
                i.start().runAt(),
                0,
                0,
                0,
                i.execution().retries().maxAttempts(),
                i.execution().retries().backoff().initial(),
                i.execution().retries().backoff().max(),
                i.execution().timeout(),
                i.execution().delivery(),
                i.followed(),
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                i.origin().bizKey(),
                i.origin().requestKey(),
                i.origin().retryOf(),
                i.origin().traceId(),
                store.now(),
                i.execution().queueTimeout(),
                i.expiresAt(),
                i.retryOn(),
                i.noRetryOn(),
                i.concurrency() == null ? null : i.concurrency().key(),
                i.concurrency() == null ? null : i.concurrency().limit(),
                i.labels(),
                null,
                null,
                i.origin().callbackUrl()));
    }

    @Override
    public int insert(NewInstance row) {
        throw notSimulated("insert");
    }

    @Override
    public List<BatchResult> flush() {
        throw notSimulated("flush");
    }
}
