package io.taskservice.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.Answer;
import io.taskservice.api.ApiTest;
import io.taskservice.identity.TenantId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class RouteRulesIT extends ApiTest {

    private static final String ABSENT = "01890000-0000-7000-8000-000000000000";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private RouteRules rules;

    @Test
    void everyRouteHasARuleAndEveryRuleOfOursARoute() {
        Set<String> routes = new TreeSet<>();
        mappings.getHandlerMethods().forEach((info, method) -> {
            if (method.getBeanType().getName().startsWith("io.taskservice.")) {
                info.getPatternValues()
                        .forEach(pattern -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(verb -> routes.add(verb + " " + pattern)));
            }
        });
        Set<String> ruled = new TreeSet<>();
        ours().forEach(rule -> ruled.add(rule.method() + " " + rule.pattern()));

        assertThat(routes).isEqualTo(ruled).hasSize(93);
    }

    @Test
    void springsOwnRoutesHaveARuleOrDoNotExist() {
        mappings.getHandlerMethods()
                .forEach((info, method) -> info.getPatternValues().forEach(pattern -> {
                    boolean isOurs = method.getBeanType().getName().startsWith("io.taskservice.");
                    boolean isRuled = rules.all().stream()
                            .anyMatch(rule -> rule.pattern().equals(pattern)
                                    || (rule.pattern().endsWith("/**")
                                            && pattern.startsWith(rule.pattern().replace("/**", ""))));
                    if (!isOurs && !isRuled) {
                        assertThat(tenant.get(pattern).status()).as(pattern).isEqualTo(404);
                        assertThat(nobody.get(pattern).status()).as(pattern).isEqualTo(401);
                    }
                }));
    }

    @Test
    void withoutACredentialEverythingButHealthAndTheDocumentIsRefused() {
        for (RouteRule rule : ours()) {
            Answer answer = nobody.send(rule.method().name(), path(rule, ABSENT), null);
            assertThat(answer.status()).as(rule.toString()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("UNAUTHENTICATED");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        }
        for (String path : List.of("/", "/nothing", "/error", "/actuator", "/actuator/env", "/api/v1/tasks")) {
            assertThat(nobody.get(path).status()).as(path).isEqualTo(401);
        }
    }

    @Test
    void healthMetricsAndTheDocumentAreOpen() {
        for (String path : List.of(
                "/actuator/health/liveness",
                "/actuator/health",
                "/health",
                "/livez",
                "/readyz",
                "/actuator/prometheus",
                "/v3/api-docs",
                "/v3/api-docs/swagger-config",
                "/swagger-ui/index.html")) {
            assertThat(nobody.get(path).status()).as(path).isIn(200, 404); // the server brings actuator
        }
        assertThat(nobody.post("/actuator/health", "{}").status()).isEqualTo(401);
    }

    @Test
    void aTenantsKeyManagesNothingOfThePlatform() {
        for (RouteRule rule : ours()) {
            if (rule.access() == Access.PLATFORM_ADMIN) {
                Answer answer = tenant.send(rule.method().name(), path(rule, ABSENT), null);
                assertThat(answer.status()).as(rule.toString()).isEqualTo(403);
                assertThat(answer.code()).isEqualTo("FORBIDDEN");
                assertThat(answer.message()).isEqualTo("This needs the role PLATFORM_ADMIN; the credential has OWNER");
            }
        }
    }

    @Test
    void aFilterByAForeignIdFindsNothing() {
        var other = newTenant(new TenantId("o-" + UUID.randomUUID().toString().substring(0, 13)));
        String definition = created(anEcho("\"scheduleType\":\"CRON\",\"cronExpression\":\"0 0 * * * ?\""));
        run(definition);
        String filtered = "/api/v1/tasks/instances?definitionId=" + definition;

        assertThat(other.get(filtered).data().get("items")).isEmpty();
        assertThat(tenant.get(filtered).data().get("items")).hasSize(1);
    }

    private List<RouteRule> ours() {
        return rules.all().stream()
                .filter(rule -> rule.pattern().startsWith("/api/"))
                .toList();
    }

    private static String path(RouteRule rule, String id) {
        return rule.pattern().replace("{id}", id).replace("{keyId}", ABSENT).replace("{name}", "absent");
    }
}
