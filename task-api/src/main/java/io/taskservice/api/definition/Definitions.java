package io.taskservice.api.definition;

import io.taskservice.api.change.Changes;
import io.taskservice.api.instance.Admission;
import io.taskservice.api.quota.ParamsCheck;
import io.taskservice.api.quota.QuotaCheck;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.DefinitionStatus;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.gate.Gates;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.signal.Signal;
import io.taskservice.work.Concurrency;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes definitions.
 *
 * <ol>
 *   <li>Lock the row, so that neither a fire nor another edit comes between; compare the version.
 *   <li>Work out what it becomes; write it with the next version, and the audit entry.
 *   <li>Commit; then tell the schedulers.
 * </ol>
 */
public final class Definitions {

    private final TaskDatabase database;
    private final TaskDefinitionRepository definitions;
    private final TaskInstanceRepository instances;
    private final Gates gates;
    private final Admission admission;
    private final ParamsCheck params;
    private final QuotaCheck quotas;
    private final Changes changes;

    Definitions(
            TaskDatabase database,
            TaskDefinitionRepository definitions,
            TaskInstanceRepository instances,
            Gates gates,
            Admission admission,
            ParamsCheck params,
            QuotaCheck quotas,
            Changes changes) {
        this.database = database;
        this.definitions = definitions;
        this.instances = instances;
        this.gates = gates;
        this.admission = admission;
        this.params = params;
        this.quotas = quotas;
        this.changes = changes;
    }

    /** An id that is malformed, absent or another tenant's is answered alike. */
    public TaskDefinition require(TenantId tenant, String id) {
        return found(DefinitionId.parse(id).flatMap(parsed -> definitions.find(tenant, parsed)));
    }

    /** As {@link #require}, held until the transaction ends. */
    TaskDefinition lock(TenantId tenant, String id) {
        return found(DefinitionId.parse(id).flatMap(parsed -> definitions.lock(tenant, parsed)));
    }

    TaskDefinition create(Caller caller, DefinitionRequest request) {
        return changes.makeFor(caller.tenant(), () -> {
            params.require(caller.tenant(), "taskParams", request.taskParams());
            quotas.requireRoomForDefinition(caller.tenant());
            TaskDefinition created = Draft.created(request, caller.tenant(), database.now());
            requireNameFree(definitions.insert(created), created);
            finish(caller, "definition.create", null, created);
            return created;
        });
    }

    TaskDefinition replace(Caller caller, String id, IfMatch ifMatch, DefinitionRequest request) {
        return edit(caller, id, ifMatch, "definition.replace", seen -> {
            params.require(caller.tenant(), "taskParams", request.taskParams());
            return Draft.replaced(
                    seen, request, database.now(), () -> instances.anyFollowed(seen.tenantId(), seen.id()));
        });
    }

    /** What fires already, or would if its tenant were not disabled, stays as it is. */
    TaskDefinition enable(Caller caller, String id, IfMatch ifMatch) {
        return edit(
                caller,
                id,
                ifMatch,
                "definition.enable",
                seen -> seen.status() == DefinitionStatus.DISABLED
                        ? Draft.enabled(seen, database.now(), () -> instances.anyFollowed(seen.tenantId(), seen.id()))
                        : seen);
    }

    TaskDefinition disable(Caller caller, String id, IfMatch ifMatch) {
        return edit(
                caller,
                id,
                ifMatch,
                "definition.disable",
                seen -> seen.status() == DefinitionStatus.DISABLED ? seen : Draft.disabled(seen, database.now()));
    }

    void delete(Caller caller, String id, IfMatch ifMatch) {
        changes.makeFor(caller.tenant(), () -> {
            TaskDefinition seen = lock(caller.tenant(), id);
            ifMatch.require(seen);
            int active = admission.countActive(seen);
            if (active > 0) {
                throw new ApiException(
                        ErrorCode.HAS_ACTIVE_INSTANCES,
                        active + " instances of this definition wait or run; cancel them or wait, then delete it");
            }
            definitions.delete(caller.tenant(), seen.id());
            finish(caller, "definition.delete", seen, null);
            return seen;
        });
    }

    private TaskDefinition edit(
            Caller caller, String id, IfMatch ifMatch, String action, UnaryOperator<TaskDefinition> change) {
        return changes.makeFor(caller.tenant(), () -> {
            TaskDefinition seen = lock(caller.tenant(), id);
            ifMatch.require(seen);
            TaskDefinition edited = change.apply(seen);
            if (!edited.equals(seen)) {
                requireNameFree(definitions.update(edited, seen.cursor().version()), edited);
                changeLimit(seen, edited);
                followIfSerialNow(seen, edited);
                finish(caller, action, seen, edited);
            }
            return edited;
        });
    }

    /**
     * Its limit bears on the instances there are too. One that is counted by a key does not: each instance carries its own,
     * which others share.
     */
    private void changeLimit(TaskDefinition seen, TaskDefinition edited) {
        Concurrency limit = edited.concurrency();
        boolean isByKey = limit != null && limit.key() != null;
        if (!isByKey && !Objects.equals(seen.concurrency(), limit)) {
            gates.changeLimit(edited.tenantId(), edited.id(), limit == null ? null : limit.limit());
            changes.tellAfterwards(Signal.INSTANCES_READY);
        }
    }

    /** What is active was made while nobody waited for its end; from now on somebody may. */
    private void followIfSerialNow(TaskDefinition seen, TaskDefinition edited) {
        if (edited.firing().overlap().isSerial() && !seen.firing().overlap().isSerial()) {
            instances.follow(edited.tenantId(), edited.id());
        }
    }

    private void finish(Caller caller, String action, @Nullable TaskDefinition before, @Nullable TaskDefinition after) {
        TaskDefinition definition = Objects.requireNonNull(after == null ? before : after);
        changes.record(
                caller,
                caller.tenant(),
                action,
                definition.id().value(),
                Map.of(
                        "taskName",
                        definition.name(),
                        "version",
                        definition.cursor().version()),
                new Changes.Step(viewOf(before), viewOf(after)));
        changes.tellAfterwards(Signal.DEFINITIONS_CHANGED);
    }

    private static @Nullable DefinitionView viewOf(@Nullable TaskDefinition definition) {
        return definition == null ? null : DefinitionView.of(definition);
    }

    private static void requireNameFree(boolean written, TaskDefinition definition) {
        if (!written) {
            throw ApiException.ofField(
                    ErrorCode.NAME_TAKEN,
                    "taskName",
                    "NAME_TAKEN",
                    "Another definition is called " + definition.name() + "; choose another name");
        }
    }

    private static TaskDefinition found(Optional<TaskDefinition> definition) {
        return definition.orElseThrow(
                () -> new ApiException(ErrorCode.DEFINITION_NOT_FOUND, "There is no such definition"));
    }
}
