package io.taskservice.executor.housekeeping;

import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskResult;
import io.taskservice.identity.TenantId;

/** A handler of the platform's own: it sees all tenants, so it works for none of them. */
abstract class SystemHandler implements TaskHandler {

    @Override
    public final TaskResult execute(TaskContext context) {
        if (!context.getTenantId().equals(TenantId.SYSTEM.value())) {
            return TaskResult.failure(
                    "FORBIDDEN_HANDLER", "This handler works for the platform only, not for a tenant");
        }
        return keep(context);
    }

    /** Does it, for the platform. */
    abstract TaskResult keep(TaskContext context);

    /** It takes none. */
    @Override
    public String paramsSchema() {
        return "{\"type\": \"object\", \"maxProperties\": 0}";
    }
}
