package io.taskservice.server;

import io.taskservice.database.TaskDatabase;
import io.taskservice.executor.TaskExecutor;
import io.taskservice.node.Membership;
import io.taskservice.redis.RedisLink;
import io.taskservice.scheduler.Scheduler;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What health says: {@code database} is needed to be ready, {@code redis} only degrades, {@code loops} tell whether the
 * process itself is alive.
 */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    /** Works, but slower than it should. */
    private static final Status DEGRADED = new Status("DEGRADED");

    private static final int PATIENCE_SECONDS = 2;

    @Bean
    HealthIndicator databaseHealthIndicator(TaskDatabase database) {
        return () -> {
            try (Connection connection = database.dataSource().getConnection()) {
                return connection.isValid(PATIENCE_SECONDS)
                        ? Health.up().build()
                        : Health.down().withDetail("reason", "no answer").build();
            } catch (SQLException e) {
                return Health.down(e).build();
            }
        };
    }

    @Bean
    HealthIndicator redisHealthIndicator(RedisLink redis) {
        return () -> {
            if (!redis.isConfigured()) {
                return Health.up().withDetail("redis", "not configured").build();
            }
            return redis.isAnswering()
                    ? Health.up().build()
                    : Health.status(DEGRADED).withDetail("reason", "no answer").build();
        };
    }

    @Bean
    HealthIndicator loopsHealthIndicator(ObjectProvider<Scheduler> scheduler, ObjectProvider<TaskExecutor> executor) {
        return () -> {
            boolean schedules = Optional.ofNullable(scheduler.getIfAvailable())
                    .map(Scheduler::isAlive)
                    .orElse(true);
            boolean executes = Optional.ofNullable(executor.getIfAvailable())
                    .map(TaskExecutor::isAlive)
                    .orElse(true);
            Health.Builder health = schedules && executes ? Health.up() : Health.down();
            return health.withDetail("scheduler", schedules)
                    .withDetail("executor", executes)
                    .build();
        };
    }

    @Bean
    HealthIndicator leaseHealthIndicator(Membership membership) {
        return () -> membership
                .lease()
                .map(lease ->
                        Health.up().withDetail("node", lease.node().value()).build())
                .orElseGet(() -> Health.status(DEGRADED)
                        .withDetail("reason", "holds no lease now, so it claims nothing")
                        .build());
    }
}
