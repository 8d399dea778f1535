package io.taskservice.gate;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;

/** A row of {@code concurrency_slots} whose instance does not do what it says. */
record WrongSlot(InstanceId id, TenantId tenantId, String gate) {

    Gate at() {
        return new Gate(tenantId, gate, Integer.MAX_VALUE);
    }
}
