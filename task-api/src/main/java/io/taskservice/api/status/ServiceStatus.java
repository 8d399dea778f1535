package io.taskservice.api.status;

import io.taskservice.api.status.ServiceStatusView.Statistics;
import io.taskservice.api.status.ServiceStatusView.WorkerSummary;
import io.taskservice.node.Membership;
import io.taskservice.redis.RedisLink;
import io.taskservice.scaling.ScalingRepository;
import io.taskservice.scaling.Worker;
import io.taskservice.scaling.Workforce;
import io.taskservice.stats.ExecutionCounts;
import io.taskservice.stats.ExecutionStatsRepository;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.env.Environment;

/** Puts together how the service does. */
final class ServiceStatus {

    private static final int WINDOW_MINUTES = 60;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ScalingRepository scaling;
    private final ExecutionStatsRepository stats;
    private final RedisLink redis;
    private final Environment environment;
    private final Instant startedAt;
    private final long startedNanos = System.nanoTime();

    ServiceStatus(
            ScalingRepository scaling,
            ExecutionStatsRepository stats,
            RedisLink redis,
            Environment environment,
            InstantSource clock) {
        this.scaling = scaling;
        this.stats = stats;
        this.redis = redis;
        this.environment = environment;
        this.startedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    ServiceStatusView now() {
        Workforce workforce = scaling.look();
        return new ServiceStatusView(
                "task-service",
                "running",
                (System.nanoTime() - startedNanos) / NANOS_PER_SECOND,
                startedAt,
                Membership.softwareVersion(),
                profiles(),
                environment.getProperty(
                        "local.server.port", Integer.class, environment.getProperty("server.port", Integer.class, 0)),
                features(workforce),
                summary(workforce),
                statistics(workforce));
    }

    private List<String> profiles() {
        String[] active = environment.getActiveProfiles();
        return List.of(active.length == 0 ? environment.getDefaultProfiles() : active);
    }

    private Map<String, Boolean> features(Workforce workforce) {
        return new TreeMap<>(Map.of(
                "distributedTasks", true,
                "loadBalancing", true,
                "faultTolerance", true,
                "multiTenant", true,
                "autoScaling", workforce.auto().isPresent(),
                "redis", redis.isAnswering(),
                "nacos", environment.getProperty("spring.cloud.nacos.discovery.enabled", Boolean.class, false)));
    }

    private static WorkerSummary summary(Workforce workforce) {
        List<Worker> workers = workforce.workers();
        return new WorkerSummary(
                workers.size(),
                (int) workers.stream().filter(worker -> !worker.isDraining()).count(),
                workers.stream().mapToInt(Worker::slots).max().orElse(0),
                workforce.capacity());
    }

    private Statistics statistics(Workforce workforce) {
        ExecutionCounts counts = stats.last(WINDOW_MINUTES);
        return new Statistics(
                counts.successes() + counts.failures(), counts.failures(), workforce.busy(), counts.averageSeconds());
    }
}
