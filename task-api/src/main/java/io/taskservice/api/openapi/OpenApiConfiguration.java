package io.taskservice.api.openapi;

import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.taskservice.api.security.Caller;
import io.taskservice.api.security.RouteRules;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The OpenAPI document at {@code /v3/api-docs}; its committed copy is docs/openapi.json. */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {

    static final String BEARER = "bearer";
    static final String API_KEY = "apiKey";

    private static final String DESCRIPTION = """
            Runs tasks at the right time, once, and can prove it. Every answer is an envelope; errors have a code, and \
            come as RFC 9457 to clients that accept application/problem+json. Unknown fields and parameters are refused. \
            Each operation names the least role that may use it, and the scope that it belongs to, as x-role and x-scope. \
            A platform administrator may name another tenant in the header X-Tenant-Id; each such request is audited. \
            See docs/api.md.""";

    /** Controllers ask for the caller; clients send a credential. */
    public OpenApiConfiguration() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Task Service")
                        .version("v1")
                        .description(DESCRIPTION)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("This server")))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description(
                                                "An API key: tsk_…; or a token of the issuer, if one is configured"))
                        .addSecuritySchemes(
                                API_KEY,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("X-API-Key")
                                        .description("The same key, for clients that cannot send Authorization")));
    }

    @Bean
    GlobalOperationCustomizer operationDocument(RouteRules rules) {
        return new OperationDocument(rules);
    }

    @Bean
    GlobalOpenApiCustomizer routeAccess(RouteRules rules) {
        return new RouteAccess(rules);
    }

    @Bean
    GlobalOpenApiCustomizer rateLimitDocument() {
        return new RateLimitDocument();
    }

    @Bean
    ModelConverter recordSchemas() {
        return new RecordSchemas();
    }

    @Bean
    GlobalOpenApiCustomizer wholeDocument() {
        return new WholeDocument();
    }
}
