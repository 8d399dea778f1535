package io.taskservice.autoconfigure;

import io.taskservice.database.TaskDatabase;
import io.taskservice.quota.Quotas;
import io.taskservice.quota.SharedRates;
import io.taskservice.quota.TenantQuotas;
import io.taskservice.redis.RedisLink;
import io.taskservice.redis.RedisRates;
import io.taskservice.usage.LogAllowance;
import io.taskservice.usage.UsageLoop;
import io.taskservice.usage.UsageMeter;
import io.taskservice.usage.UsageRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What tenants may use, and what they do. */
@Configuration(proxyBeanMethods = false)
class QuotaConfiguration {

    @Bean
    TenantQuotas tenantQuotas(TaskDatabase database, Quotas defaults) {
        return new TenantQuotas(database, defaults);
    }

    @Bean
    SharedRates sharedRates(RedisLink link) {
        return new SharedRates(new RedisRates(link));
    }

    @Bean
    UsageMeter usageMeter() {
        return new UsageMeter();
    }

    @Bean
    UsageRepository usageRepository(TaskDatabase database) {
        return new UsageRepository(database);
    }

    @Bean
    LogAllowance logAllowance(UsageRepository usage, TenantQuotas quotas) {
        return new LogAllowance(usage, quotas);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    UsageLoop usageLoop(UsageMeter meter, UsageRepository usage, LogAllowance logs) {
        return new UsageLoop(meter, usage, logs);
    }
}
