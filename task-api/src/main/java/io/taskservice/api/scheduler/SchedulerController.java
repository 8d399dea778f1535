package io.taskservice.api.scheduler;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.change.Changes;
import io.taskservice.api.instance.InstanceView;
import io.taskservice.api.instance.Instances;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.Page;
import io.taskservice.api.web.Slice;
import io.taskservice.cluster.ClusterRepository;
import io.taskservice.cluster.SchedulerWish;
import io.taskservice.cluster.Wish;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.signal.Signal;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Routes of the schedulers: what is asked of one is asked of all. */
@RestController
@RequestMapping("/api/v1/tasks/scheduler")
@Tag(name = "Scheduler", description = "The schedulers as one: all nodes obey a wish within a second")
final class SchedulerController {

    private final SchedulerStatus status;
    private final ClusterRepository cluster;
    private final Instances instances;
    private final Changes changes;
    private final Envelopes envelopes;

    SchedulerController(
            SchedulerStatus status,
            ClusterRepository cluster,
            Instances instances,
            Changes changes,
            Envelopes envelopes) {
        this.status = status;
        this.cluster = cluster;
        this.instances = instances;
        this.changes = changes;
        this.envelopes = envelopes;
    }

    @GetMapping("/status")
    @Operation(operationId = "getSchedulerStatus", summary = "Show how the schedulers do")
    Envelope<StatusView> status(Caller caller) {
        return envelopes.of(status.of(caller.tenant()));
    }

    @GetMapping("/running")
    @Operation(
            operationId = "listRunningInstances",
            summary = "List the instances that run now",
            description = "This tenant's, newest first.")
    Envelope<Slice<InstanceView>> running(
            Caller caller,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50")
                    @Min(value = 1, message = "limit is at least 1")
                    @Max(value = Page.MOST, message = "limit is at most 200")
                    int limit) {
        return envelopes.of(instances.list(caller.tenant(), Set.of(InstanceStatus.RUNNING), cursor, limit));
    }

    @PostMapping("/start")
    @Operation(
            operationId = "startScheduler",
            summary = "Let the schedulers fire",
            description = "For platform administrators. What was missed is dealt with by each misfire policy.")
    Envelope<WishView> start(Caller caller) {
        return wish(caller, "scheduler.start", () -> cluster.wish(Wish.RUNNING, caller.keyId()));
    }

    @PostMapping("/stop")
    @Operation(
            operationId = "stopScheduler",
            summary = "Stop the schedulers from firing",
            description = "For platform administrators. What is queued still runs.")
    Envelope<WishView> stop(Caller caller) {
        return wish(caller, "scheduler.stop", () -> cluster.wish(Wish.STOPPED, caller.keyId()));
    }

    @PostMapping("/restart")
    @Operation(
            operationId = "restartScheduler",
            summary = "Let the schedulers begin anew",
            description = "For platform administrators. Each drops what it holds in memory, and fires again.")
    Envelope<WishView> restart(Caller caller) {
        return wish(caller, "scheduler.restart", () -> cluster.restart(caller.keyId()));
    }

    private Envelope<WishView> wish(Caller caller, String action, Supplier<SchedulerWish> wishing) {
        SchedulerWish wish = changes.make(() -> {
            SchedulerWish wished = wishing.get();
            changes.record(caller, TenantId.SYSTEM, action, "scheduler", Map.of("generation", wished.generation()));
            changes.tellAfterwards(Signal.SCHEDULER_WISHED);
            return wished;
        });
        return envelopes.of("Wished", WishView.of(wish));
    }
}
