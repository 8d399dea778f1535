package io.taskservice.instance;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A running instance that looks stuck.
 *
 * @param id its id
 * @param tenantId its owner
 * @param handler what it runs
 * @param node where
 * @param startTime since when
 * @param overdue whether its attempt should have been stopped long ago; if not, its progress has not moved
 * @param progressAt when it last reported progress; null: never
 */
public record Stale(
        InstanceId id,
        TenantId tenantId,
        String handler,
        NodeId node,
        Instant startTime,
        boolean overdue,
        @Nullable Instant progressAt) {}
