package io.taskservice.api.explain;

import io.taskservice.audit.AuditFilter;
import io.taskservice.audit.AuditRow;
import io.taskservice.audit.AuditTrail;
import io.taskservice.database.TaskDatabase;
import io.taskservice.gate.Gate;
import io.taskservice.gate.GateLook;
import io.taskservice.gate.GateState;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceLine;
import io.taskservice.instance.InstanceLine.Pace;
import io.taskservice.instance.InstanceLine.UnderWay;
import io.taskservice.instance.PastAttempt;
import io.taskservice.instance.TaskInstance;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.queue.LaneBound;
import io.taskservice.queue.LaneLook;
import io.taskservice.queue.LaneState;
import io.taskservice.queue.Pause;
import io.taskservice.queue.TaskQueue;
import io.taskservice.quota.TenantQuotas;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads all that may keep an instance from starting: some ten statements, each bounded however much waits. */
final class Situations {

    private static final int COUNTED = Situation.MOST_AHEAD + 1;

    private final TaskDatabase database;
    private final TaskInstanceRepository instances;
    private final Clusters clusters;
    private final InstanceLine line;
    private final LaneLook lanes;
    private final GateLook gates;
    private final TenantQuotas quotas;
    private final AuditTrail audit;

    Situations(
            TaskDatabase database,
            TaskInstanceRepository instances,
            Clusters clusters,
            Looks looks,
            TenantQuotas quotas,
            AuditTrail audit) {
        this.database = database;
        this.instances = instances;
        this.clusters = clusters;
        this.line = looks.line();
        this.lanes = looks.lanes();
        this.gates = looks.gates();
        this.quotas = quotas;
        this.audit = audit;
    }

    /** How things stand for an instance that waits. */
    Situation of(TaskInstance instance) {
        TenantId tenant = instance.tenantId();
        Instant now = database.now();
        LaneState lane = lanes.look(tenant, instance.route().queue(), now);
        GateState gate = gateOf(instance);
        return new Situation(
                instance,
                now,
                clusters.look(),
                lane,
                quotas.runningQuota(tenant).orElse(null),
                gate,
                underWay(instance),
                ahead(instance, gate),
                last(instance),
                pausedBy(tenant, lane),
                pace(instance));
    }

    private @Nullable GateState gateOf(TaskInstance instance) {
        Gate gate = Gate.of(instance.tenantId(), instance.definitionId(), instance.concurrency());
        return gate == null ? null : gates.look(gate, instance.id(), COUNTED);
    }

    private List<UnderWay> underWay(TaskInstance instance) {
        DefinitionId definition = instance.definitionId();
        return definition == null || !instance.waitsForItsTurn()
                ? List.of()
                : line.underWay(instance.tenantId(), definition);
    }

    private @Nullable Integer ahead(TaskInstance instance, @Nullable GateState gate) {
        DefinitionId definition = instance.definitionId();
        if (instance.waitsForItsTurn() && definition != null) {
            return line.turnsBefore(instance.tenantId(), definition, instance.id(), COUNTED);
        }
        if (instance.waitsForASlot()) {
            return gate == null ? null : gate.before();
        }
        return switch (instance.status()) {
            case PENDING -> line.before(instance, COUNTED);
            case SCHEDULED, RUNNING, SUCCESS, FAILED, CANCELLED -> null;
        };
    }

    private @Nullable PastAttempt last(TaskInstance instance) {
        if (instance.run().attempt() == 0) {
            return null;
        }
        List<PastAttempt> past = instances.pastAttempts(instance.tenantId(), instance.id(), 1);
        return past.isEmpty() ? null : past.get(0);
    }

    /** Whoever paused it last, if the audit log still knows. */
    private Map<String, String> pausedBy(TenantId tenant, LaneState lane) {
        Map<String, String> actors = new HashMap<>();
        for (LaneBound bound : lane.bounds()) {
            Pause pause = bound.pause();
            if (pause != null && !bound.name().equals(TaskQueue.WHOLE_TENANT)) {
                AuditFilter pauses = new AuditFilter(null, "queue.pause", bound.name(), pause.since(), null, null);
                audit.list(tenant, pauses, 1).stream()
                        .map(AuditRow::actor)
                        .forEach(actor -> actors.put(bound.name(), actor));
            }
        }
        return actors;
    }

    /** In a line of its like, how long these took; in that of a queue, how long those of the queue did. */
    private @Nullable Pace pace(TaskInstance instance) {
        if (!instance.waitsForItsTurn() && !instance.waitsForASlot()) {
            return line.pace(instance.tenantId(), instance.route().queue()).orElse(null);
        }
        List<Duration> recent = instances.recentDurations(
                instance.tenantId(), instance.definitionId(), instance.route().handler());
        long sum = recent.stream().mapToLong(Duration::toMillis).sum();
        return recent.isEmpty() ? null : new Pace(recent.size(), Duration.ofMillis(sum / recent.size()));
    }
}
