package io.taskservice.queue;

import io.taskservice.identity.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A queue as people have set it up. One nobody has set up exists all the same as soon as something waits in it: without
 * limits and not paused.
 *
 * @param tenantId its owner
 * @param name unique within the tenant; {@link #WHOLE_TENANT}: not a queue, but the limits of all of them together
 * @param description what it is for
 * @param limits how much of it may start
 * @param pause that nothing of it starts; null: it is not paused
 * @param createdAt when it was set up
 * @param updatedAt when it was last changed
 */
public record TaskQueue(
        TenantId tenantId,
        String name,
        @Nullable String description,
        QueueLimits limits,
        @Nullable Pause pause,
        Instant createdAt,
        Instant updatedAt) {

    /** Stands in for the name where the limits of a tenant as a whole are kept; no queue can be called so. */
    public static final String WHOLE_TENANT = "*";
}
