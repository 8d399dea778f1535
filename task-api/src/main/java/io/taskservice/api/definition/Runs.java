package io.taskservice.api.definition;

import io.taskservice.api.change.Changes;
import io.taskservice.api.instance.Admission;
import io.taskservice.api.instance.InstanceView;
import io.taskservice.api.instance.Instances;
import io.taskservice.api.quota.ParamsCheck;
import io.taskservice.api.security.Caller;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.Origin;
import java.util.Map;

/** Runs definitions at a person's request, whether or not they are enabled. */
final class Runs {

    private final TaskDatabase database;
    private final Definitions definitions;
    private final Instances instances;
    private final Admission admission;
    private final ParamsCheck params;
    private final Changes changes;

    Runs(
            TaskDatabase database,
            Definitions definitions,
            Instances instances,
            Admission admission,
            ParamsCheck params,
            Changes changes) {
        this.database = database;
        this.definitions = definitions;
        this.instances = instances;
        this.admission = admission;
        this.params = params;
        this.changes = changes;
    }

    /** Makes an instance now; the overlap policy says whether it starts at once, waits its turn, or is refused. */
    InstanceView run(Caller caller, String id, RunRequest request) {
        return changes.makeFor(caller.tenant(), () -> {
            TaskDefinition definition = definitions.lock(caller.tenant(), id);
            params.require(caller.tenant(), "params", request.params());
            NewInstance instance = NewInstance.of(
                    definition,
                    request.params(),
                    Origin.request(request.bizKey(), null, caller.traceId()),
                    admission.admit(definition, database.now()));
            instances.add(instance);
            changes.record(
                    caller,
                    "definition.run",
                    id,
                    Map.of("instanceId", instance.id().value()));
            return InstanceView.of(
                    instances.require(caller.tenant(), instance.id().value()));
        });
    }
}
