package io.taskservice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds every mapped statement to binding its tenant, except those of {@link SpanningStatements}. */
class TenantBindingTest {

    private static final Map<String, String> PRODUCT = MappedStatements.of(new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.taskservice"));

    private Set<String> tables;

    @BeforeEach
    void readTables() throws IOException {
        tables = TenantTables.read();
    }

    @Test
    void seesTheTenantsTablesAndTheStatements() {
        assertThat(tables)
                .contains("task_definitions", "task_instances", "queues", "webhooks", "api_keys", "audit_log", "lanes")
                .doesNotContain("tenants", "nodes", "cluster_state");
        assertThat(PRODUCT)
                .hasSizeGreaterThan(150)
                .containsKeys("TaskDefinitionMapper.find", "WebhookMapper.update", "NewInstanceMapper.insert");
    }

    @Test
    void everyStatementBindsItsTenantUnlessItIsListed() {
        Map<String, Set<String>> found = violations(PRODUCT);
        found.keySet().removeAll(SpanningStatements.all().keySet());

        assertThat(found)
                .as("bind tenant_id = #{tenantId}; only what is the engine's own may stand in SpanningStatements")
                .isEmpty();
    }

    @Test
    void nothingIsListedThatNeedNotBe() {
        assertThat(violations(PRODUCT).keySet())
                .containsAll(SpanningStatements.all().keySet());
    }

    @Test
    void noTextIsPastedIntoStatements() {
        assertThat(PRODUCT).allSatisfy((name, sql) -> {
            if (!SpanningStatements.PASTES.contains(name)) {
                assertThat(sql).as(name).doesNotContain("${");
            }
        });
    }

    @Test
    void fixturesThatLeakAreFound() {
        Map<String, String> fixtures = MappedStatements.of(
                new ClassFileImporter().importPackages("io.taskservice.architecture.violations.leaks"));

        assertThat(violations(fixtures).keySet()).isEqualTo(fixtures.keySet()).hasSizeGreaterThan(8);
    }

    private Map<String, Set<String>> violations(Map<String, String> statements) {
        TenantBinding binding = new TenantBinding(tables);
        Map<String, Set<String>> found = new TreeMap<>();
        statements.forEach((name, sql) -> {
            Set<String> unbound = binding.unbound(sql);
            if (!unbound.isEmpty()) {
                found.put(name, unbound);
            }
        });
        return found;
    }
}
