package io.taskservice.executor;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.taskservice.autoconfigure.Lifecycle;
import io.taskservice.autoconfigure.TaskCommonAutoConfiguration;
import io.taskservice.cluster.ClusterRepository;
import io.taskservice.database.TaskDatabase;
import io.taskservice.handler.TaskHandler;
import io.taskservice.instance.ClaimRepository;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.live.LiveFeed;
import io.taskservice.log.TaskLogRepository;
import io.taskservice.node.ConditionalOnRole;
import io.taskservice.node.Membership;
import io.taskservice.node.NodeRepository;
import io.taskservice.node.Role;
import io.taskservice.scaling.ScalingRepository;
import io.taskservice.secret.TenantSecrets;
import io.taskservice.signal.Signals;
import io.taskservice.stats.ExecutionStatsRepository;
import io.taskservice.usage.LogAllowance;
import io.taskservice.usage.UsageMeter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/** Makes an application an executor: its TaskHandler beans and TaskMethod methods run instances. */
@AutoConfiguration(after = TaskCommonAutoConfiguration.class)
@ConditionalOnRole(Role.EXECUTOR)
@EnableConfigurationProperties({ExecutorSettings.class, ScalingSettings.class})
public class TaskExecutorAutoConfiguration {

    /** The last to begin and the first to stop: while it drains, everything else still works. */
    private static final int PHASE = Integer.MAX_VALUE;

    @Bean
    ExecutorNode executorNode(
            ConfigurableListableBeanFactory beans,
            Map<String, TaskHandler> handlerBeans,
            ExecutorSettings settings,
            ObjectProvider<MeterRegistry> registry) {
        ParamsReader params = new ParamsReader();
        HandlerRegistry handlers = HandlerRegistry.of(List.of(handlerBeans, TaskMethods.find(beans, params)));
        InFlight inFlight = new InFlight(settings.maxPoolSize());
        ExecutorMetrics metrics = new ExecutorMetrics(registry.getIfAvailable(CompositeMeterRegistry::new));
        metrics.preregister(handlers.names());
        metrics.watchPool(inFlight::busy, inFlight::free, inFlight::allowed);
        return new ExecutorNode(handlers, inFlight, params, metrics, settings.claimedQueues());
    }

    @Bean
    ExecutorStores executorStores(
            TaskDatabase database,
            TaskInstanceRepository instances,
            ClaimRepository claims,
            TaskLogRepository logs,
            ExecutionStatsRepository stats,
            ScalingRepository scaling,
            TenantSecrets secrets,
            UsageMeter usage,
            LogAllowance allowance,
            LiveFeed live) {
        return new ExecutorStores(database, instances, claims, logs, stats, scaling, secrets, usage, allowance, live);
    }

    @Bean(destroyMethod = "")
    TaskExecutor taskServiceExecutor(
            ExecutorSettings settings,
            ExecutorNode node,
            ExecutorStores stores,
            Membership membership,
            Signals signals,
            InstantSource clock) {
        return new TaskExecutor(settings, node, stores, membership, signals, clock);
    }

    @Bean(destroyMethod = "")
    @ConditionalOnProperty(name = "app.task.executor.scaling.enabled")
    AutoScaler autoScaler(
            Membership membership,
            ClusterRepository cluster,
            NodeRepository nodes,
            ExecutorStores stores,
            ScalingSettings settings,
            Signals signals) {
        return new AutoScaler(
                membership,
                new AutoScaler.ScalingStores(cluster, nodes, stores.claims(), stores.scaling()),
                settings,
                signals);
    }

    @Bean
    @ConditionalOnProperty(name = "app.task.executor.scaling.enabled")
    SmartLifecycle autoScalerLifecycle(AutoScaler scaler) {
        return new Lifecycle(PHASE, List.of(scaler.loop()::start), scaler.loop()::close);
    }

    @Bean
    SmartLifecycle taskExecutorLifecycle(TaskExecutor executor) {
        return new Lifecycle(PHASE, List.of(executor::start), executor::close);
    }
}
