package io.taskservice.scheduler;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.taskservice.autoconfigure.Lifecycle;
import io.taskservice.autoconfigure.TaskCommonAutoConfiguration;
import io.taskservice.cluster.ClusterRepository;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.firing.FiringRepository;
import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.live.LiveFeed;
import io.taskservice.node.ConditionalOnRole;
import io.taskservice.node.Membership;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.NodeSettings;
import io.taskservice.node.Role;
import io.taskservice.quota.SharedRates;
import io.taskservice.quota.TenantQuotas;
import io.taskservice.redis.LockSettings;
import io.taskservice.redis.RedisLink;
import io.taskservice.signal.Signals;
import io.taskservice.stats.ExecutionStatsRepository;
import io.taskservice.usage.UsageMeter;
import io.taskservice.webhook.SigningSecrets;
import io.taskservice.webhook.WebhookSettings;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/** Makes the process a scheduler, when it plays that role. */
@AutoConfiguration(after = TaskCommonAutoConfiguration.class)
@ConditionalOnRole(Role.SCHEDULER)
@EnableConfigurationProperties(SchedulerSettings.class)
public class TaskSchedulerAutoConfiguration {

    /** After the node has joined, before the executor begins. */
    private static final int PHASE = 100;

    @Bean
    Stores schedulerStores(
            TaskDatabase database,
            TaskDefinitionRepository definitions,
            InstanceUpkeep instances,
            FiringRepository firings,
            ClusterRepository cluster,
            NodeRepository nodes,
            ExecutionStatsRepository stats,
            UsageMeter usage,
            LiveFeed live) {
        return new Stores(database, definitions, instances, firings, cluster, nodes, stats, usage, live);
    }

    @Bean
    PartitionKeeper partitionKeeper(
            RedisLink redis, LockSettings locks, Stores stores, NodeSettings node, ObjectProvider<Membership> self) {
        return new PartitionKeeper(
                redis, locks, stores.nodes(), () -> self.getObject().nodeId(), node.lease());
    }

    @Bean
    SchedulerMetrics schedulerMetrics(ObjectProvider<MeterRegistry> registry) {
        return new SchedulerMetrics(registry.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    DeliveryPace deliveryPace(SharedRates rates, TenantQuotas quotas) {
        return new DeliveryPace(rates, quotas);
    }

    @Bean(destroyMethod = "")
    DeliveryLoop deliveryLoop(
            Stores stores,
            SigningSecrets secrets,
            DeliveryPace pace,
            WebhookSettings settings,
            ObjectProvider<MeterRegistry> registry) {
        DeliveryMetrics metrics = new DeliveryMetrics(registry.getIfAvailable(CompositeMeterRegistry::new));
        return new DeliveryLoop(stores.database(), new Deliverer(stores, secrets, settings, metrics), pace, settings);
    }

    @Bean(destroyMethod = "")
    Scheduler scheduler(
            Stores stores,
            PartitionKeeper partitions,
            SchedulerSettings settings,
            DeliveryLoop deliveries,
            Signals signals,
            SchedulerMetrics metrics) {
        Scheduler scheduler = new Scheduler(stores, partitions, settings, deliveries, signals, metrics);
        metrics.watchHealth(scheduler::isHealthy);
        return scheduler;
    }

    @Bean
    SmartLifecycle schedulerLifecycle(Scheduler scheduler) {
        return new Lifecycle(PHASE, List.of(scheduler::start), scheduler::close);
    }
}
