package io.taskservice.instance;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import java.time.Instant;

/** A running instance whose attempt should have been stopped long ago. */
public record Overdue(InstanceId id, TenantId tenantId, String handler, NodeId node, Instant startTime) {}
