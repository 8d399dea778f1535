package io.taskservice.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.identity.TenantId;
import io.taskservice.tenant.TenantRepository;
import io.taskservice.tenant.TenantStatus;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SystemDefinitionsIT {

    @Test
    void theMigrationsMakeThePlatformsOwnDefinitionsReadyToFire() throws Exception {
        try (TestStores stores = TestStores.asMigrated()) {
            Instant now = stores.now();
            List<TaskDefinition> definitions =
                    stores.definitions().list(TenantId.SYSTEM, new DefinitionFilter(null, null, null), 10, 0);

            assertThat(new TenantRepository(stores.database())
                            .find(TenantId.SYSTEM)
                            .orElseThrow()
                            .status())
                    .isEqualTo(TenantStatus.ACTIVE);
            assertThat(definitions)
                    .extracting(definition ->
                            definition.name() + " " + definition.route().handler() + " "
                                    + definition.route().queue())
                    .containsExactly(
                            "cleanup-old-data system.retention cleanup",
                            "cleanup-task-resources system.resources cleanup",
                            "health-check system.health health_check",
                            "monitor-task-execution system.monitor monitoring");
            assertThat(definitions).allSatisfy(definition -> {
                assertThat(definition.status()).isEqualTo(DefinitionStatus.ENABLED);
                assertThat(definition.firing().overlap()).isEqualTo(OverlapPolicy.FORBID);
                assertThat(definition.firing().misfire()).isEqualTo(MisfirePolicy.FIRE_ONCE);
                assertThat(stores.number(
                                "SELECT partition_no FROM task_definitions WHERE id = ?",
                                definition.id().value()))
                        .isEqualTo(TaskDefinition.partitionOf(definition.id()));
                Instant next = Objects.requireNonNull(definition.cursor().nextFireTime());
                assertThat(next).isAfter(now.minus(Duration.ofMinutes(1)));
                assertThat(definition.schedule().timetable().nextAfter(next.minusMillis(1)))
                        .as("the cursor is a fire time of the schedule")
                        .isEqualTo(next);
                assertThat(definition.schedule().timetable().nextAfter(now.plusSeconds(1)))
                        .as("and the first to come")
                        .isAfterOrEqualTo(next);
            });
        }
    }
}
