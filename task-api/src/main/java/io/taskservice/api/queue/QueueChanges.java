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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Changes queues; whatever the change, executors look again, for something may start that might not before. */
final class QueueChanges {

    private final Queues queues;
    private final QueueRepository repository;
    private final Changes changes;

    QueueChanges(Queues queues, QueueRepository repository, Changes changes) {
        this.queues = queues;
        this.repository = repository;
        this.changes = changes;
    }

    QueueView create(Caller caller, String name, QueueSettingsRequest settings) {
        return change(caller, "queue.create", name, detailOf(settings.limits()), tenant -> {
            if (!repository.create(tenant, name, settings.description())) {
                throw ApiException.ofField(
                        ErrorCode.QUEUE_EXISTS,
                        "name",
                        "QUEUE_EXISTS",
                        "The queue " + name + " has been set up before; change it with PUT");
            }
            repository.limit(tenant, name, settings.limits());
        });
    }

    /** One in which something is may be set up by this too. */
    QueueView replace(Caller caller, String name, QueueSettingsRequest settings) {
        return change(caller, "queue.replace", name, detailOf(settings.limits()), tenant -> {
            Optional<TaskQueue> seen = queues.requireName(tenant, name);
            if (seen.isEmpty() && !repository.isInUse(tenant, name)) {
                throw Queues.notFound();
            }
            ensure(tenant, name);
            repository.describe(tenant, name, settings.description());
            // Writing the same limits again would fill the bucket.
            if (seen.map(before -> !before.limits().equals(settings.limits())).orElse(true)) {
                repository.limit(tenant, name, settings.limits());
            }
        });
    }

    void delete(Caller caller, String name) {
        changes.makeFor(caller.tenant(), () -> {
            Optional<TaskQueue> before = queues.requireName(caller.tenant(), name);
            if (repository.isInUse(caller.tenant(), name)) {
                throw new ApiException(
                        ErrorCode.QUEUE_IN_USE, "Instances wait or run in this queue; wait, or cancel them");
            }
            if (!repository.delete(caller.tenant(), name)) {
                throw Queues.notFound();
            }
            finish(caller, "queue.delete", name, Map.of(), new Changes.Step(stateOf(before), null));
            return name;
        });
    }

    QueueView pause(Caller caller, String name, @Nullable String reason) {
        return change(caller, "queue.pause", name, reason == null ? Map.of() : Map.of("reason", reason), tenant -> {
            ensure(tenant, name);
            repository.pause(tenant, name, reason);
        });
    }

    QueueView resume(Caller caller, String name) {
        return change(caller, "queue.resume", name, Map.of(), tenant -> {
            ensure(tenant, name);
            repository.resume(tenant, name);
        });
    }

    private QueueView change(
            Caller caller, String action, String name, Map<String, ?> detail, Consumer<TenantId> change) {
        return changes.makeFor(caller.tenant(), () -> {
            Optional<TaskQueue> before = queues.requireName(caller.tenant(), name);
            change.accept(caller.tenant());
            Optional<TaskQueue> after = repository.find(caller.tenant(), name);
            finish(caller, action, name, detail, new Changes.Step(stateOf(before), stateOf(after)));
            return queues.show(caller.tenant(), name);
        });
    }

    private void ensure(TenantId tenant, String name) {
        if (repository.find(tenant, name).isEmpty()) {
            repository.create(tenant, name, null);
        }
    }

    private void finish(Caller caller, String action, String name, Map<String, ?> detail, Changes.Step step) {
        changes.record(caller, caller.tenant(), action, name, detail, step);
        changes.tellAfterwards(Signal.INSTANCES_READY);
    }

    /** How a queue is set up; what is in it is not for the audit log. */
    private static @Nullable QueueState stateOf(Optional<TaskQueue> queue) {
        return queue.map(QueueState::of).orElse(null);
    }

    /** What an audit entry says of limits. */
    static Map<String, ?> detailOf(QueueLimits limits) {
        Map<String, Object> detail = new HashMap<>();
        if (limits.maxRunning() != null) {
            detail.put("maxRunning", limits.maxRunning());
        }
        if (limits.rate() != null) {
            detail.put("rateLimit", limits.rate().limit());
            detail.put("ratePeriodMs", limits.rate().period().toMillis());
        }
        return detail;
    }
}
