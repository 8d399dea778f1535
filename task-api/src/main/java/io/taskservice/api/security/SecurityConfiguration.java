package io.taskservice.api.security;

import jakarta.servlet.DispatcherType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The one filter chain of every process: denied unless the table of routes allows it. */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {

    /** Swagger UI needs its own scripts and inline styles, and nothing from elsewhere. */
    private static final String CONTENT_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    @Bean
    RouteRules routeRules(
            ObjectProvider<ApiRole> api, @Value("${app.task.metrics.public:true}") boolean metricsPublic) {
        return RouteRules.of(api.getIfAvailable() != null, metricsPublic);
    }

    @Bean
    Refusals refusals(RouteRules rules, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        return new Refusals(rules, errors);
    }

    /** There are no passwords here; that this bean exists keeps Spring Boot from making up a user. */
    @Bean
    AuthenticationManager noPasswords() {
        return authentication -> {
            throw new ProviderNotFoundException("Only API keys are accepted");
        };
    }

    @Bean
    SecurityFilterChain filterChain(
            HttpSecurity http, RouteRules rules, Refusals refusals, ObjectProvider<KeyAuthenticationFilter> keys) {
        http.csrf(AbstractHttpConfigurer::disable) // no cookie is ever a credential
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER)))
                .authorizeHttpRequests(requests -> requests
                        // The request that failed, or waits, has been through the gate already.
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .access(new Gate(rules)));
        keys.ifAvailable(filter -> http.addFilterBefore(filter, AnonymousAuthenticationFilter.class));
        return http.build();
    }
}
