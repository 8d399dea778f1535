package io.taskservice.api.security;

import io.taskservice.audit.AuditLog;
import io.taskservice.tenant.ApiKeys;
import io.taskservice.tenant.TenantRepository;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** API keys: what a process that answers REST requests adds to the filter chain. */
@Configuration(proxyBeanMethods = false)
public class KeySecurity {

    @Bean
    ApiRole apiRole() {
        return new ApiRole();
    }

    @Bean
    CredentialCache credentialCache(ApiKeys keys, InstantSource clock) {
        return new CredentialCache(keys, clock);
    }

    @Bean
    KeyAuthenticationFilter keyAuthenticationFilter(
            RouteRules rules,
            CredentialCache credentials,
            TenantRepository tenants,
            AuditLog audit,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        return new KeyAuthenticationFilter(rules, new Callers(credentials, tenants, audit), errors);
    }

    /** It belongs to security's chain only, not to the servlet container's too. */
    @Bean
    FilterRegistrationBean<KeyAuthenticationFilter> keyFilterInChainOnly(KeyAuthenticationFilter filter) {
        FilterRegistrationBean<KeyAuthenticationFilter> registration = new FilterRegistrationBean<>(filter);
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
