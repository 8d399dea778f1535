package io.taskservice.api.quota;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.taskservice.database.TaskDatabase;
import io.taskservice.quota.Backlogs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Makes the routes of this package, and the checks of others, known to Spring. */
@Configuration(proxyBeanMethods = false)
@Import({ParamsCheck.class, QuotaCheck.class, QuotaChanges.class, QuotaController.class, UsageController.class})
public class QuotaApi {

    @Bean
    Backlogs backlogs(TaskDatabase database) {
        return new Backlogs(database);
    }

    @Bean
    QuotaMetrics quotaMetrics(ObjectProvider<MeterRegistry> registry) {
        return new QuotaMetrics(registry.getIfAvailable(CompositeMeterRegistry::new));
    }
}
