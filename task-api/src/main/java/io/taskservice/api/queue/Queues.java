package io.taskservice.api.queue;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.taskservice.api.policy.Forms;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import io.taskservice.queue.QueueFlow;
import io.taskservice.queue.QueueLoad;
import io.taskservice.queue.QueueRepository;
import io.taskservice.queue.TaskQueue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Shows the queues of a tenant: those that were set up, and those in which something is. The row that holds the limits of
 * the tenant as a whole is none of them: its name cannot be that of a queue.
 */
final class Queues {

    private final TaskDatabase database;
    private final QueueRepository queues;

    Queues(TaskDatabase database, QueueRepository queues) {
        this.database = database;
        this.queues = queues;
    }

    List<QueueView> list(TenantId tenant) {
        Map<String, TaskQueue> setUp = queues.list(tenant).stream().collect(toMap(TaskQueue::name, identity()));
        Map<String, QueueLoad> loads = loads(tenant);
        Map<String, QueueFlow> flows = flows(tenant);
        Instant now = database.now();
        Set<String> names = new TreeSet<>(setUp.keySet());
        names.addAll(loads.keySet());
        return names.stream()
                .map(name -> QueueView.of(
                        setUp.get(name),
                        loads.getOrDefault(name, QueueLoad.none(name)),
                        flows.getOrDefault(name, QueueFlow.none(name)),
                        now))
                .toList();
    }

    QueueView show(TenantId tenant, String name) {
        Optional<TaskQueue> setUp = requireName(tenant, name);
        QueueLoad load = queues.load(tenant, name);
        if (setUp.isEmpty() && load.isEmpty()) {
            throw notFound();
        }
        QueueFlow flow = flows(tenant).getOrDefault(name, QueueFlow.none(name));
        return QueueView.of(setUp.orElse(null), load, flow, database.now());
    }

    StatsView stats(TenantId tenant) {
        return StatsView.of(queues.loads(tenant), database.now());
    }

    /** How it was set up, if it was; a name that no queue can have is answered as one that no queue has. */
    Optional<TaskQueue> requireName(TenantId tenant, String name) {
        if (!name.matches(Forms.QUEUE)) {
            throw notFound();
        }
        return queues.find(tenant, name);
    }

    static ApiException notFound() {
        return new ApiException(
                ErrorCode.QUEUE_NOT_FOUND,
                "There is no such queue: nobody has set it up, and nothing waits or runs in it");
    }

    private Map<String, QueueLoad> loads(TenantId tenant) {
        return queues.loads(tenant).stream().collect(toMap(QueueLoad::name, identity()));
    }

    private Map<String, QueueFlow> flows(TenantId tenant) {
        return queues.flows(tenant, QueueView.WINDOW).stream().collect(toMap(QueueFlow::name, identity()));
    }
}
