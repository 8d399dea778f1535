package io.taskservice.lab.law;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.gate.Slot;
import io.taskservice.identity.InstanceId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecordLawIT extends LawCase {

    @Test
    void aSlotOfWhatHasEndedIsFound() {
        slot(PLANTED.dead, "HOLDS");

        PLANTED.assertFound(Law.RECORDS, PLANTED.dead, "a slot of what is RUNNING", "one of what is FAILED");
    }

    @Test
    void aPlaceInLineOfWhatHasEndedIsFound() {
        slot(PLANTED.dead, "WAITS");

        PLANTED.assertFound(Law.RECORDS, PLANTED.dead, "a place in line of what is parked", "one of what is FAILED");
    }

    @Test
    void aSlotOfNothingIsFound() {
        InstanceId nothing = InstanceId.next();
        slot(nothing, "HOLDS");

        PLANTED.assertFound(Law.RECORDS, nothing, "a slot of what is RUNNING", "one of no instance");
    }

    @Test
    void whatRunsWithoutItsSlotIsFound() {
        InstanceId limited = anInstance().concurrency("two", 1).insertInto(PLANTED.stores());
        PLANTED.stores().claim(Planted.FIRST, 1);
        assertThat(PLANTED.check(atWork())).isEmpty();

        PLANTED.spoil("DELETE FROM concurrency_slots");

        PLANTED.assertFound(atWork(), Law.RECORDS, limited, "a slot, or a place in line", "none of what is RUNNING");
    }

    @Test
    void whatIsParkedWithoutAPlaceIsFound() {
        InstanceId parked = anInstance().scheduledAt(Slot.PARKED).insertInto(PLANTED.stores());

        PLANTED.assertFound(atWork(), Law.RECORDS, parked, "a slot, or a place in line", "none of what is SCHEDULED");
    }

    @Test
    void anAuditEntryThatWasChangedIsFound() {
        PLANTED.spoil("UPDATE audit_log SET actor = 'somebody else' WHERE tenant_id = 'default' AND seq = 2");

        PLANTED.assertFound(Law.RECORDS, "audit entry 2", "a whole chain of audit entries", "The row was changed");
    }

    @Test
    void anAuditEntryThatIsMissingIsFound() {
        PLANTED.spoil("DELETE FROM audit_log WHERE tenant_id = 'default' AND seq = 2");

        PLANTED.assertFound(Law.RECORDS, "audit entry 2", "a whole chain of audit entries", "The row is missing");
    }

    private static void slot(InstanceId id, String state) {
        PLANTED.spoil("""
                INSERT INTO concurrency_slots (task_instance_id, tenant_id, gate, state, priority, slot_limit, run_at)
                VALUES (?, 'default', 'k:some', ?, 5, 1, UTC_TIMESTAMP(3))
                """, id.value(), state);
    }

    private static CheckOptions atWork() {
        return CheckOptions.DEFAULT.since(Planted.SINCE).slack(Duration.ZERO);
    }
}
