package io.taskservice.api.queue;

import io.taskservice.api.change.Changes;
import io.taskservice.api.security.Caller;
import io.taskservice.identity.TenantId;
import io.taskservice.queue.QueueLimits;
import io.taskservice.queue.QueueRepository;
import io.taskservice.queue.TaskQueue;
import io.taskservice.signal.Signal;
import java.util.Optional;

/** Keeps what tenants as a whole may do. */
final class TenantLimits {

    private final QueueRepository queues;
    private final Changes changes;

    TenantLimits(QueueRepository queues, Changes changes) {
        this.queues = queues;
        this.changes = changes;
    }

    QueueLimits of(TenantId tenant) {
        return seen(tenant).map(TaskQueue::limits).orElse(QueueLimits.NONE);
    }

    QueueLimits replace(Caller caller, TenantId tenant, QueueLimits limits) {
        return changes.make(() -> {
            QueueLimits before = of(tenant);
            if (seen(tenant).isEmpty()) {
                queues.create(tenant, TaskQueue.WHOLE_TENANT, null);
            }
            // Writing the same limits again would fill the bucket.
            if (!of(tenant).equals(limits)) {
                queues.limit(tenant, TaskQueue.WHOLE_TENANT, limits);
            }
            changes.record(
                    caller,
                    tenant,
                    "tenant.limit",
                    tenant.value(),
                    QueueChanges.detailOf(limits),
                    new Changes.Step(LimitsView.of(before), LimitsView.of(limits)));
            changes.tellAfterwards(Signal.INSTANCES_READY);
            return limits;
        });
    }

    private Optional<TaskQueue> seen(TenantId tenant) {
        return queues.find(tenant, TaskQueue.WHOLE_TENANT);
    }
}
