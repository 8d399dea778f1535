package io.taskservice.api.web;

import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What every process with a web server needs, whatever its roles: trace ids and one form for all errors. */
@Configuration(proxyBeanMethods = false)
@Import({ErrorAdvice.class, ErrorPage.class})
public class WebConfiguration {

    /** After security, which is at -100: nobody's body is read before it is known who sends it. */
    private static final int AFTER_SECURITY = -50;

    @Bean
    Envelopes envelopes(InstantSource clock) {
        return new Envelopes(clock);
    }

    @Bean
    ErrorAnswers errorAnswers(Envelopes envelopes) {
        return new ErrorAnswers(envelopes);
    }

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
        FilterRegistrationBean<TraceFilter> registration = new FilterRegistrationBean<>(new TraceFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        registration.setDispatcherTypes(java.util.EnumSet.allOf(jakarta.servlet.DispatcherType.class));
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver errors) {
        FilterRegistrationBean<BodyFilter> registration = new FilterRegistrationBean<>(new BodyFilter(errors));
        registration.setOrder(AFTER_SECURITY);
        return registration;
    }

    @Bean
    WebMvcConfigurer strictWeb() {
        return new StrictWeb();
    }

    /** Strict JSON in and out, strict query parameters. */
    @org.springframework.core.annotation.Order(Ordered.LOWEST_PRECEDENCE)
    private static final class StrictWeb implements WebMvcConfigurer {

        @Override
        public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
            converters.withJsonConverter(new JacksonJsonHttpMessageConverter(StrictJson.mapper()));
        }

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(new KnownParameters());
        }
    }
}
