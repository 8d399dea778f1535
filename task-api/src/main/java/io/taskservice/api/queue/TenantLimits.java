package io.taskservice.api.queue;

import io.taskservice.api.change.Changes;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.identity.TenantId;
import io.taskservice.queue.QueueLimits;
import io.taskservice.queue.QueueRepository;
import io.taskservice.queue.TaskQueue;
import io.taskservice.signal.Signal;
import io.taskservice.tenant.Tenant;
import io.taskservice.tenant.TenantRepository;
import java.util.Optional;

/** Keeps what tenants as a whole may do. */
final class TenantLimits {

    private final TenantRepository tenants;
    private final QueueRepository queues;
    private final Changes changes;

    TenantLimits(TenantRepository tenants, QueueRepository queues, Changes changes) {
        this.tenants = tenants;
        this.queues = queues;
        this.changes = changes;
    }

    TenantId require(String id) {
        return TenantId.parse(id)
                .flatMap(tenants::find)
                .map(Tenant::id)
                .orElseThrow(() -> new ApiException(ErrorCode.TENANT_NOT_FOUND, "There is no such tenant"));
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
