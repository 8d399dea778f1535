package io.taskservice.executor.housekeeping;

import io.taskservice.audit.AuditChain;
import io.taskservice.autoconfigure.TaskCommonAutoConfiguration;
import io.taskservice.cluster.ClusterNumbers;
import io.taskservice.database.TaskDatabase;
import io.taskservice.delivery.DeliveryRepository;
import io.taskservice.executor.TaskExecutorAutoConfiguration;
import io.taskservice.firing.FiringRepository;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.instance.InstanceWatch;
import io.taskservice.node.ConditionalOnRole;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.Role;
import io.taskservice.redis.RedisLink;
import io.taskservice.stats.ExecutionStatsRepository;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The handlers of the platform's own work; {@code app.task.executor.housekeeping=false} leaves them out. */
@AutoConfiguration(after = TaskCommonAutoConfiguration.class, before = TaskExecutorAutoConfiguration.class)
@ConditionalOnRole(Role.EXECUTOR)
@ConditionalOnProperty(name = "app.task.executor.housekeeping", matchIfMissing = true)
@EnableConfigurationProperties(RetentionSettings.class)
public class HousekeepingAutoConfiguration {

    @Bean("system.monitor")
    MonitorHandler systemMonitor(TaskDatabase database, NodeRepository nodes, ClusterNumbers numbers) {
        return new MonitorHandler(new InstanceWatch(database), nodes, numbers);
    }

    @Bean("system.health")
    HealthHandler systemHealth(TaskDatabase database, NodeRepository nodes, RedisLink redis, InstantSource clock) {
        return new HealthHandler(database, nodes, redis, clock);
    }

    @Bean("system.resources")
    ResourcesHandler systemResources(
            TaskDatabase database, NodeRepository nodes, ExecutionStatsRepository stats, RetentionSettings settings) {
        return new ResourcesHandler(database, nodes, stats, settings);
    }

    @Bean("system.retention")
    RetentionHandler systemRetention(
            TaskDatabase database,
            InstanceUpkeep instances,
            FiringRepository firings,
            DeliveryRepository deliveries,
            AuditChain audit,
            RetentionSettings settings) {
        return new RetentionHandler(database, instances, firings, deliveries, audit, settings);
    }
}
