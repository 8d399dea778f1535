package io.taskservice.lab.law;

import static io.taskservice.testkit.InstanceBuilder.anInstance;

import io.taskservice.identity.InstanceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantLawIT extends LawCase {

    @ParameterizedTest
    @CsvSource({
        "task_logs, task_instance_id, log lines of tenant default",
        "instance_labels, task_instance_id, a label of tenant default",
        "outbox_events, instance_id, an event of tenant default"
    })
    void aRowOfAnotherTenantIsFound(String table, String column, String expected) {
        PLANTED.spoil("UPDATE " + table + " SET tenant_id = 'other' WHERE " + column + " = ?", PLANTED.told.value());
        if (table.equals("outbox_events")) {
            PLANTED.spoil("UPDATE webhook_deliveries SET tenant_id = 'other' WHERE webhook_id IS NULL");
            PLANTED.stores().execute("""
                    DELETE FROM webhook_deliveries WHERE webhook_id IS NOT NULL
                      AND event_id = (SELECT id FROM outbox_events WHERE instance_id = ?)
                    """, PLANTED.told.value());
            PLANTED.spoil("UPDATE webhooks SET updated_at = UTC_TIMESTAMP(3)");
        }

        PLANTED.assertFound(Law.TENANTS, PLANTED.told, expected, "of other");
    }

    @Test
    void anAttemptOfAnotherTenantIsFound() {
        PLANTED.spoil(
                "UPDATE task_attempts SET tenant_id = 'other' WHERE task_instance_id = ? AND attempt = 2",
                PLANTED.worn.value());

        PLANTED.assertFound(Law.TENANTS, PLANTED.worn, "an attempt of tenant default", "one of other");
    }

    @Test
    void aDeadLetterOfAnotherTenantIsFound() {
        PLANTED.spoil("UPDATE dead_letters SET tenant_id = 'other' WHERE task_instance_id = ?", PLANTED.dead.value());

        PLANTED.assertFound(Law.TENANTS, PLANTED.dead, "a dead letter of tenant default", "one of other");
    }

    @Test
    void anInstanceOfAnothersDefinitionIsFound() {
        PLANTED.spoil("UPDATE webhooks SET updated_at = UTC_TIMESTAMP(3)");
        InstanceId foreign = anInstance().of(PLANTED.rate()).insertInto(PLANTED.stores());
        PLANTED.spoil("UPDATE task_instances SET tenant_id = 'other' WHERE id = ?", foreign.value());

        PLANTED.assertFound(
                CheckOptions.DEFAULT.since(Planted.SINCE),
                Law.TENANTS,
                foreign,
                "an instance of tenant default, as its definition is",
                "one of other");
    }

    @Test
    void aRetryForAnotherTenantIsFound() {
        PLANTED.spoil("UPDATE webhooks SET updated_at = UTC_TIMESTAMP(3)");
        InstanceId foreign = anInstance().insertInto(PLANTED.stores());
        PLANTED.spoil(
                "UPDATE task_instances SET tenant_id = 'other', retry_of = ? WHERE id = ?",
                PLANTED.dead.value(),
                foreign.value());

        PLANTED.assertFound(
                CheckOptions.DEFAULT.since(Planted.SINCE),
                Law.TENANTS,
                foreign,
                "a retry for tenant default",
                "one for other");
    }

    @Test
    void aSlotOfAnotherTenantIsFound() {
        InstanceId limited = anInstance().concurrency("two", 1).insertInto(PLANTED.stores());
        PLANTED.stores().claim(Planted.FIRST, 1);
        PLANTED.spoil("UPDATE concurrency_slots SET tenant_id = 'other'");

        PLANTED.assertFound(
                CheckOptions.DEFAULT.since(Planted.SINCE),
                Law.TENANTS,
                limited,
                "a slot of tenant default",
                "one of other");
    }

    @Test
    void aDeliveryOfAnotherTenantIsFound() {
        String id = PLANTED.text("SELECT id FROM webhook_deliveries WHERE webhook_id IS NULL");
        PLANTED.spoil("UPDATE webhook_deliveries SET tenant_id = 'other' WHERE id = ?", id);

        PLANTED.assertFound(Law.TENANTS, id, "a delivery of tenant default, as its event is", "one of other");
    }

    @Test
    void aDeliveryToAnotherTenantsWebhookIsFound() {
        String id = PLANTED.text("SELECT MAX(id) FROM webhook_deliveries WHERE webhook_id IS NOT NULL");
        PLANTED.spoil("UPDATE webhook_deliveries SET webhook_id = NULL WHERE webhook_id IS NOT NULL AND id != ?", id);
        PLANTED.spoil("UPDATE webhooks SET tenant_id = 'other'");

        PLANTED.assertFound(Law.TENANTS, id, "a delivery to a webhook of tenant default", "one to a webhook of other");
    }

    @Test
    void aGapOfAnotherTenantIsFound() {
        PLANTED.spoil("UPDATE fire_gaps SET tenant_id = 'other' WHERE reason = 'DST'");
        PLANTED.spoil("""
                INSERT INTO fire_gaps (id, tenant_id, task_definition_id, from_time, to_time, fires, reason, created_at)
                SELECT UUID(), 'default', task_definition_id, from_time, to_time, fires, reason, created_at
                FROM fire_gaps WHERE reason = 'DST'
                """);

        PLANTED.assertFound(Law.TENANTS, PLANTED.cron().id(), "a gap of tenant default", "one of other");
    }
}
