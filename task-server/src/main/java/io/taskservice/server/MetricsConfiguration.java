package io.taskservice.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.taskservice.autoconfigure.Lifecycle;
import io.taskservice.cluster.ClusterNumbers;
import io.taskservice.deadletter.DeadLetters;
import io.taskservice.delivery.DeliveryRepository;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.invariant.AuditFindings;
import io.taskservice.scaling.ScalingRepository;
import io.taskservice.stats.ExecutionStatsRepository;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the metrics that belong to no single role. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    private static final int PHASE = 100;

    @Bean(destroyMethod = "")
    ClusterMetrics clusterMetrics(
            TaskInstanceRepository instances,
            DeadLetters deadLetters,
            ExecutionStatsRepository stats,
            ScalingRepository scaling,
            ClusterNumbers numbers,
            DeliveryRepository deliveries,
            AuditFindings audit,
            MeterRegistry registry) {
        return new ClusterMetrics(instances, deadLetters, stats, scaling, numbers, deliveries, audit, registry);
    }

    @Bean
    SmartLifecycle clusterMetricsLifecycle(ClusterMetrics metrics) {
        return new Lifecycle(PHASE, List.of(metrics::start), metrics::close);
    }
}
