package io.taskservice.event;

import io.taskservice.identity.EventId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.webhook.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as it is told.
 *
 * @param id the same in every delivery
 * @param tenantId its owner
 * @param instanceId what it is about; null: a test
 * @param seq number of the event within the instance
 * @param type what happened
 * @param payload the body of every delivery
 */
record Event(EventId id, TenantId tenantId, @Nullable InstanceId instanceId, int seq, EventType type, String payload) {

    /** An instance ends once: this is the number of that event. */
    static final int END = 1;
}
