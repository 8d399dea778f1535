package io.taskservice.gate;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;

/** Which instance has a slot of which gate, or a place in its line, says {@code concurrency_slots}. */
record SlotRow(InstanceId id, TenantId tenantId, String gate) {

    Gate at() {
        return new Gate(tenantId, gate, Integer.MAX_VALUE);
    }
}
