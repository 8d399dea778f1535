package io.taskservice.api.security;

import io.taskservice.api.oidc.OidcConfiguration;
import io.taskservice.api.oidc.Tokens;
import io.taskservice.api.rate.RateConfiguration;
import io.taskservice.api.rate.RateLimiter;
import io.taskservice.audit.AuditLog;
import io.taskservice.autoconfigure.Lifecycle;
import io.taskservice.loop.Loop;
import io.taskservice.tenant.ApiKeys;
import io.taskservice.tenant.KeyUse;
import io.taskservice.tenant.TenantRepository;
import jakarta.servlet.Filter;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** API keys and tokens: what a process that answers REST requests adds to the filter chain. */
@Configuration(proxyBeanMethods = false)
@Import({OidcConfiguration.class, RateConfiguration.class})
public class KeySecurity {

    /** Ends when the web server has answered its last request. */
    private static final int KEY_USE_PHASE = 0;

    @Bean
    ApiRole apiRole() {
        return new ApiRole();
    }

    @Bean
    CredentialCache credentialCache(ApiKeys keys, Tokens tokens, InstantSource clock) {
        return new CredentialCache(keys, tokens, clock);
    }

    @Bean
    CallerCheck callerCheck(ApiKeys keys, TenantRepository tenants, InstantSource clock) {
        return new CallerCheck(keys, tenants, clock);
    }

    @Bean
    KeyUse keyUse(ApiKeys keys) {
        return new KeyUse(keys);
    }

    @Bean
    SmartLifecycle keyUseLifecycle(KeyUse use) {
        Loop loop = new Loop("key-use", use::writeOnce);
        return new Lifecycle(KEY_USE_PHASE, List.of(loop::start), loop::close);
    }

    @Bean
    KeyAuthenticationFilter keyAuthenticationFilter(
            RouteRules rules,
            CredentialCache credentials,
            TenantRepository tenants,
            AuditLog audit,
            KeyUse use,
            RateLimiter limiter,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        return new KeyAuthenticationFilter(rules, new Callers(credentials, tenants, audit, use), limiter, errors);
    }

    @Bean
    RateLimitFilter rateLimitFilter(
            RouteRules rules,
            RateLimiter limiter,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        return new RateLimitFilter(rules, limiter, errors);
    }

    /** It belongs to security's chain only, not to the servlet container's too. */
    @Bean
    FilterRegistrationBean<KeyAuthenticationFilter> keyFilterInChainOnly(KeyAuthenticationFilter filter) {
        return inChainOnly(filter);
    }

    @Bean
    FilterRegistrationBean<RateLimitFilter> rateFilterInChainOnly(RateLimitFilter filter) {
        return inChainOnly(filter);
    }

    private static <T extends Filter> FilterRegistrationBean<T> inChainOnly(T filter) {
        FilterRegistrationBean<T> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    WebMvcConfigurer callerArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgument());
            }
        };
    }
}
