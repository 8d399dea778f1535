package io.taskservice.api.status;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.status.TaskStatsView.Ended;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceCounts;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstanceRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The route that shows what a tenant's tasks do and did. */
@RestController
@Tag(name = "Instances")
final class TaskStatsController {

    private static final Duration WINDOW = Duration.ofDays(1);

    private final TaskDatabase database;
    private final TaskInstanceRepository instances;
    private final InstanceCounts counts;
    private final Envelopes envelopes;

    TaskStatsController(
            TaskDatabase database, TaskInstanceRepository instances, InstanceCounts counts, Envelopes envelopes) {
        this.database = database;
        this.instances = instances;
        this.counts = counts;
        this.envelopes = envelopes;
    }

    @GetMapping("/api/v1/tasks/stats")
    @Operation(
            operationId = "getTaskStats",
            summary = "Count instances",
            description = "This tenant's: what waits and runs now, and what was created in the last day and has ended.")
    Envelope<TaskStatsView> stats(Caller caller) {
        Instant since = database.now().minus(WINDOW);
        return envelopes.of(new TaskStatsView(active(caller.tenant()), since, ended(caller.tenant(), since)));
    }

    private Map<InstanceStatus, Long> active(TenantId tenant) {
        Map<InstanceStatus, Long> active = new EnumMap<>(InstanceStatus.class);
        InstanceStatus.ACTIVE.forEach(status -> active.put(status, 0L));
        instances.countActive(tenant).forEach(count -> active.put(count.status(), count.instances()));
        return active;
    }

    private Map<InstanceStatus, Ended> ended(TenantId tenant, Instant since) {
        Map<InstanceStatus, Ended> ended = new EnumMap<>(InstanceStatus.class);
        for (InstanceStatus status : InstanceStatus.values()) {
            if (status.isTerminal()) {
                ended.put(status, Ended.of(counts.since(since, tenant, status)));
            }
        }
        return ended;
    }
}
