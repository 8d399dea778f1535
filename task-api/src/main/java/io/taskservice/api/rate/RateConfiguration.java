package io.taskservice.api.rate;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the rate limits known to Spring. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitSettings.class)
public class RateConfiguration {

    @Bean
    RateLimiter rateLimiter(RateLimitSettings settings, ObjectProvider<MeterRegistry> registry) {
        return new RateLimiter(
                settings, System::nanoTime, new RateMetrics(registry.getIfAvailable(CompositeMeterRegistry::new)));
    }
}
