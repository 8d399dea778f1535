package io.taskservice.api.instance;

import io.taskservice.api.change.Changes;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.Slice;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.CancelResult;
import io.taskservice.instance.InstanceFilter;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.instance.Origin;
import io.taskservice.instance.TaskInstance;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.signal.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a tenant can see of its instances and do to them. */
public final class Instances {

    private final TaskDatabase database;
    private final TaskInstanceRepository instances;
    private final TaskDefinitionRepository definitions;
    private final Admission admission;
    private final Changes changes;

    Instances(
            TaskDatabase database,
            TaskInstanceRepository instances,
            TaskDefinitionRepository definitions,
            Admission admission,
            Changes changes) {
        this.database = database;
        this.instances = instances;
        this.definitions = definitions;
        this.admission = admission;
        this.changes = changes;
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
        return new InstanceQuery(statuses, null, null, null, null, null, cursor)
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
            return InstanceView.of(require(caller.tenant(), id));
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
            NewInstance again = again(caller, ended, lockDefinition(caller.tenant(), ended.definitionId()));
            add(again);
            changes.record(caller, "instance.retry", again.id().value(), Map.of("retryOf", id));
            return InstanceView.of(require(caller.tenant(), again.id().value()));
        });
    }

    /** Adds an instance and, if it may start at once, wakes the executors. */
    public void add(NewInstance instance) {
        instances.insert(List.of(instance));
        if (instance.start().status() == InstanceStatus.PENDING) {
            changes.tellAfterwards(Signal.INSTANCES_READY);
        }
    }

    private Optional<TaskDefinition> lockDefinition(TenantId tenant, @Nullable DefinitionId id) {
        return Optional.ofNullable(id).flatMap(known -> definitions.lock(tenant, known));
    }

    /** With the route, params and policy it had then, and the overlap policy its definition has now. */
    private NewInstance again(Caller caller, TaskInstance ended, Optional<TaskDefinition> definition) {
        Instant now = database.now();
        Start start = definition.map(known -> admission.admit(known, now)).orElseGet(() -> Start.now(now));
        return new NewInstance(
                InstanceId.next(),
                caller.tenant(),
                ended.definitionId(),
                ended.route(),
                ended.params(),
                ended.execution(),
                Origin.request(ended.origin().bizKey(), ended.id(), caller.traceId()),
                start,
                definition.map(known -> known.firing().overlap().isSerial()).orElse(false),
                ended.concurrency());
    }
}
