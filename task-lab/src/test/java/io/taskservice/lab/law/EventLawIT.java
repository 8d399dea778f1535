package io.taskservice.lab.law;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.identity.InstanceId;
import org.junit.jupiter.api.Test;

class EventLawIT extends LawCase {

    @Test
    void anEndNobodyWasToldOfIsFound() {
        PLANTED.spoil("DELETE FROM outbox_events WHERE instance_id = ?", PLANTED.dead.value());

        PLANTED.assertFound(Law.EVENTS, PLANTED.dead, "an event of its end as FAILED", "none");
    }

    @Test
    void aCallbackThatWasNotMadeIsFound() {
        PLANTED.spoil("DELETE FROM webhook_deliveries WHERE webhook_id IS NULL");

        PLANTED.assertFound(Law.EVENTS, PLANTED.told, "a delivery of its event to its callback", "none");
    }

    @Test
    void aWebhookThatWasNotToldIsFound() {
        PLANTED.spoil("""
                DELETE FROM webhook_deliveries WHERE webhook_id IS NOT NULL
                  AND event_id = (SELECT id FROM outbox_events WHERE instance_id = ?)
                """, PLANTED.dead.value());

        PLANTED.assertFound(Law.EVENTS, PLANTED.dead, "a delivery of its event to webhook", "none");
    }

    @Test
    void aWebhookThatWantedOthersOrCameLaterIsNotMissed() {
        PLANTED.spoil("DELETE FROM outbox_events WHERE instance_id = ?", PLANTED.dead.value());
        PLANTED.spoil("UPDATE webhooks SET events = 'task.instance.succeeded'");
        assertThat(PLANTED.check()).isEmpty();

        PLANTED.spoil("UPDATE webhooks SET events = 'task.instance.failed', updated_at = UTC_TIMESTAMP(3)");
        assertThat(PLANTED.check()).isEmpty();
    }

    @Test
    void aHoleInTheNumbersIsFound() {
        PLANTED.spoil("UPDATE outbox_events SET seq = 2 WHERE instance_id = ?", PLANTED.dead.value());

        PLANTED.assertFound(Law.EVENTS, PLANTED.dead, "events 1 to n", "1 from 2 to 2");
    }

    @Test
    void anEventThatIsNotTrueIsFound() {
        PLANTED.spoil(
                "UPDATE outbox_events SET type = 'task.instance.succeeded' WHERE instance_id = ?",
                PLANTED.dead.value());

        PLANTED.assertFound(
                Law.EVENTS, PLANTED.dead, "an event of a FAILED instance: task.instance.failed", "succeeded");
    }

    @Test
    void anEventOfWhatHasNotEndedIsFound() {
        InstanceId waits = anInstance().insertInto(PLANTED.stores());
        PLANTED.spoil("""
                INSERT INTO outbox_events (id, tenant_id, instance_id, seq, type, payload, created_at)
                VALUES (UUID(), 'default', ?, 1, 'task.instance.failed', '{}', UTC_TIMESTAMP(3))
                """, waits.value());

        PLANTED.assertFound(
                CheckOptions.DEFAULT.since(Planted.SINCE),
                Law.EVENTS,
                waits,
                "an event of a PENDING instance: none",
                "failed");
    }

    @Test
    void atRestADeliveryThatIsUnderWayIsFound() {
        String event = PLANTED.text("SELECT id FROM outbox_events WHERE instance_id = ?", PLANTED.dead.value());
        PLANTED.spoil("UPDATE webhook_deliveries SET state = 'PENDING', tries = 3 WHERE event_id = ?", event);

        PLANTED.assertFound(Law.EVENTS, event, "a delivery that has ended", "PENDING after 3 tries");
        assertThat(PLANTED.check(CheckOptions.DEFAULT.since(Planted.SINCE))).isEmpty();
    }
}
