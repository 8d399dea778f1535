package io.taskservice.api.instance;

import io.taskservice.api.change.Changes;
import io.taskservice.api.quota.QuotaCheck;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.Slice;
import io.taskservice.deadletter.DeadLetters;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.CancelResult;
import io.taskservice.instance.InstanceFilter;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.TaskInstance;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.live.InstanceChange;
import io.taskservice.live.LiveFeed;
import io.taskservice.log.TaskLogRepository;
import io.taskservice.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a tenant can see of its instances and do to them. */
public final class Instances {

    private final TaskInstanceRepository instances;
    private final TaskLogRepository logs;
    private final DeadLetters deadLetters;
    private final Repeats repeats;
    private final QuotaCheck quotas;
    private final Changes changes;
    private final LiveFeed live;

    Instances(
            TaskInstanceRepository instances,
            TaskLogRepository logs,
            DeadLetters deadLetters,
            Repeats repeats,
            QuotaCheck quotas,
            Changes changes,
            LiveFeed live) {
        this.instances = instances;
        this.logs = logs;
        this.deadLetters = deadLetters;
        this.repeats = repeats;
        this.quotas = quotas;
        this.changes = changes;
        this.live = live;
    }

    /** An id that is malformed, absent or another tenant's is answered alike. */
    public TaskInstance require(TenantId tenant, String id) {
        return InstanceId.parse(id)
                .flatMap(parsed -> instances.find(tenant, parsed))
                .orElseThrow(() -> new ApiException(ErrorCode.INSTANCE_NOT_FOUND, "There is no such instance"));
    }

    /** A slice of a tenant's instances, newest first. */
    public Slice<InstanceView> list(TenantId tenant, InstanceFilter filter, int limit) {
        List<TaskInstance> read = instances.list(tenant, filter, limit + 1);
        return Slice.of(read, limit, InstanceView::of, instance -> instance.id().value());
    }

    /** A slice of those in some statuses. */
    public Slice<InstanceView> list(TenantId tenant, Set<InstanceStatus> statuses, @Nullable String cursor, int limit) {
        return InstanceQuery.of(statuses, cursor)
                .filter()
                .map(filter -> list(tenant, filter, limit))
                .orElseThrow();
    }

    /** Cancels what waits, or asks the node of what runs to stop it. */
    InstanceView cancel(Caller caller, String id) {
        return changes.makeFor(caller.tenant(), () -> {
            InstanceId known = require(caller.tenant(), id).id();
            CancelResult result = instances.cancel(caller.tenant(), known).orElseThrow();
            switch (result) {
                case ALREADY_ENDED ->
                    throw new ApiException(ErrorCode.INSTANCE_ALREADY_ENDED, "This instance has already ended");
                case REQUESTED -> changes.tellAfterwards(Signal.CANCEL_REQUESTED);
                case CANCELLED -> changes.tellAfterwards(Signal.INSTANCES_READY); // the next in line may go
            }
            changes.record(caller, "instance.cancel", known.value(), Map.of("result", result.name()));
            TaskInstance now = require(caller.tenant(), id);
            live.publishAfterCommit(() -> List.of(InstanceChange.of(now)));
            return InstanceView.of(now);
        });
    }

    /** Makes a new instance of the same work; the one that ended stays as it is. */
    InstanceView retry(Caller caller, String id) {
        return changes.makeFor(caller.tenant(), () -> {
            TaskInstance ended = require(caller.tenant(), id);
            if (!ended.status().isTerminal()) {
                throw new ApiException(
                        ErrorCode.INSTANCE_NOT_ENDED,
                        "This instance is " + ended.status() + "; cancel it first, or wait");
            }
            NewInstance again = again(caller, ended, Repeats.Difference.NONE);
            deadLetters.remove(caller.tenant(), ended.id());
            changes.record(caller, "instance.retry", again.id().value(), Map.of("retryOf", id));
            return InstanceView.of(require(caller.tenant(), again.id().value()));
        });
    }

    /** Moves what waits within its line. */
    InstanceView changePriority(Caller caller, String id, int priority) {
        return changes.makeFor(caller.tenant(), () -> {
            TaskInstance seen = require(caller.tenant(), id);
            if (!instances.changePriority(caller.tenant(), seen.id(), priority)) {
                throw new ApiException(
                        ErrorCode.INSTANCE_NOT_WAITING,
                        "This instance is " + require(caller.tenant(), id).status() + "; only what waits has a place"
                                + " in a line");
            }
            changes.record(caller, "instance.priority", id, Map.of("priority", priority));
            return InstanceView.of(require(caller.tenant(), id));
        });
    }

    /** Deletes what has ended, and all that is kept of it. */
    void delete(Caller caller, String id) {
        changes.makeFor(caller.tenant(), () -> {
            TaskInstance seen = require(caller.tenant(), id);
            if (!instances.deleteEnded(caller.tenant(), seen.id())) {
                throw new ApiException(
                        ErrorCode.INSTANCE_NOT_ENDED,
                        "This instance is " + seen.status() + "; cancel it first, or wait, then delete it");
            }
            logs.delete(seen);
            changes.record(
                    caller,
                    "instance.delete",
                    id,
                    Map.of(
                            "handler",
                            seen.route().handler(),
                            "status",
                            seen.status().name()));
            return seen;
        });
    }

    /** Adds a new instance of what has ended, to start at once or in its turn; in the transaction under way. */
    public NewInstance again(Caller caller, TaskInstance ended, Repeats.Difference difference) {
        Repeats.Round round = repeats.begin(caller);
        NewInstance again = round.of(ended, difference, round.now());
        add(again);
        return again;
    }

    /** Adds an instance, if the quotas let it, and wakes who waits for it. */
    public void add(NewInstance instance) {
        quotas.requireSubmits(instance.tenantId(), 1);
        instances.insert(List.of(instance));
        news(List.of(instance));
        wake(Set.of(instance.start().status()));
    }

    /** Tells those who listen of new instances, once the transaction under way is committed. */
    public void news(List<NewInstance> added) {
        List<InstanceChange> news = added.stream().map(InstanceChange::of).toList();
        live.publishAfterCommit(() -> news);
    }

    /** Wakes the executors if anything may start now, and the promotion if anything waits for its time. */
    public void wake(Set<InstanceStatus> added) {
        if (added.contains(InstanceStatus.PENDING)) {
            changes.tellAfterwards(Signal.INSTANCES_READY);
        }
        if (added.contains(InstanceStatus.SCHEDULED)) {
            changes.tellAfterwards(Signal.INSTANCES_SCHEDULED);
        }
    }
}
