package io.taskservice.api.security;

import io.taskservice.api.web.SecurityHeaders;
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
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** The one filter chain of every process: denied unless the table of routes allows it. */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {

    @Bean
    RouteRules routeRules(
            ObjectProvider<ApiRole> api, @Value("${app.task.metrics.public:true}") boolean metricsPublic) {
        return RouteRules.of(api.getIfAvailable() != null, metricsPublic);
    }

    @Bean
    Refusals refusals(
            RouteRules rules,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors,
            SecurityHeaders headers) {
        return new Refusals(rules, errors, headers);
    }

    /** There are no passwords here; that this bean exists keeps Spring Boot from making up a user. */
    @Bean
    AuthenticationManager noPasswords() {
        return authentication -> {
            throw new ProviderNotFoundException("Only API keys are accepted");
        };
    }

    /** A timer for each filter of the chain tells nobody anything, and cost more than the filters. */
    @Bean
    SecurityObservationSettings noTimersOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain filterChain(
            HttpSecurity http,
            RouteRules rules,
            Refusals refusals,
            SecurityHeaders securityHeaders,
            ObjectProvider<KeyAuthenticationFilter> keys,
            ObjectProvider<RateLimitFilter> rates) {
        http.csrf(AbstractHttpConfigurer::disable) // no cookie is ever a credential
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(headers -> headers.defaultsDisabled().addHeaderWriter(securityHeaders))
                .authorizeHttpRequests(requests -> requests
                        // The request that failed, or waits, has been through the gate already.
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .anyRequest()
                        .access(new Gate(rules)));
        keys.ifAvailable(filter -> http.addFilterBefore(filter, AnonymousAuthenticationFilter.class));
        rates.ifAvailable(filter -> http.addFilterBefore(filter, KeyAuthenticationFilter.class));
        return http.build();
    }
}
