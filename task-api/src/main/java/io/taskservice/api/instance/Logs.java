package io.taskservice.api.instance;

import io.taskservice.identity.TenantId;
import io.taskservice.instance.TaskInstance;
import io.taskservice.log.LogLine;
import io.taskservice.log.TaskLogRepository;
import java.util.List;

/** Reads logs. */
final class Logs {

    private final Instances instances;
    private final TaskLogRepository logs;

    Logs(Instances instances, TaskLogRepository logs) {
        this.instances = instances;
        this.logs = logs;
    }

    /** The status is read before the lines: an executor writes all lines first, so "ended" means none are missing. */
    LogPage read(TenantId tenant, String id, LogQuery query) {
        TaskInstance instance = instances.require(tenant, id);
        List<LogLine> lines = logs.read(instance, query.levels(), query.after(), query.limit());
        boolean complete = instance.status().isTerminal() && lines.size() < query.limit();
        return LogPage.of(lines, query.after(), complete);
    }
}
