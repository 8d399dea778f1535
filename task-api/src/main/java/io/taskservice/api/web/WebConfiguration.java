package io.taskservice.api.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.format.Formatter;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.filter.FormContentFilter;
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
    SecurityHeaders securityHeaders() {
        return new SecurityHeaders();
    }

    /** Beside Spring Boot's valve, and asked before it because it is added after it. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> serverErrors(
            ErrorAnswers answers, SecurityHeaders headers) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ServerErrorValve(answers, headers)));
    }

    /** Nothing of one connection is used again for another. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatWebServerFactory> freshParsers() {
        return factory -> factory.setProtocol(FreshParserProtocol.class.getName());
    }

    /** Nobody here reads forms, and Spring's filter would read one of any length before anybody is known. */
    @Bean
    FilterRegistrationBean<FormContentFilter> noForms(ObjectProvider<FormContentFilter> forms) {
        FilterRegistrationBean<FormContentFilter> registration =
                new FilterRegistrationBean<>(forms.getIfAvailable(FormContentFilter::new));
        registration.setEnabled(false);
        return registration;
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
    @Order(Ordered.LOWEST_PRECEDENCE)
    private static final class StrictWeb implements WebMvcConfigurer {

        private static final List<Class<?>> OURS = List.of(
                JacksonJsonHttpMessageConverter.class,
                StringHttpMessageConverter.class,
                ByteArrayHttpMessageConverter.class,
                ResourceHttpMessageConverter.class);

        @Override
        public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
            converters
                    .withJsonConverter(new JacksonJsonHttpMessageConverter(StrictJson.mapper()))
                    .configureMessageConvertersList(all -> all.removeIf(StrictWeb::isForeign));
        }

        /** Whatever else the class path can read, YAML or CBOR for instance, it would read without any of our limits. */
        private static boolean isForeign(HttpMessageConverter<?> converter) {
            return OURS.stream().noneMatch(type -> type.isInstance(converter));
        }

        @Override
        public void addFormatters(FormatterRegistry formatters) {
            formatters.addFormatter(new InstantFormat());
        }

        @Override
        public void addInterceptors(InterceptorRegistry registry) {
            registry.addInterceptor(new KnownParameters());
        }
    }

    /** Of query parameters; an empty one never gets here, and is none. */
    private static final class InstantFormat implements Formatter<Instant> {

        @Override
        public Instant parse(String text, Locale locale) {
            return Instants.parse(text);
        }

        @Override
        public String print(Instant instant, Locale locale) {
            return instant.toString();
        }
    }
}
