package io.taskservice.firing;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** The SQL that reads from {@code task_instances} what fire times made. */
interface FiringHistoryMapper {

    /** uk_fire serves filter and order; as many rows as the limit. */
    @Select("""
            SELECT id, fire_time, status FROM task_instances FORCE INDEX (uk_fire)
            WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
              AND fire_time >= #{from} AND fire_time < #{to}
            ORDER BY fire_time DESC LIMIT #{limit}
            """)
    List<FiredInstance> fired(
            @Param("tenantId") TenantId tenantId,
            @Param("definitionId") DefinitionId definitionId,
            @Param("from") Instant from,
            @Param("to") Instant to,
            @Param("limit") int limit);

    /** idx_tenant: its first entry; ids grow with time. */
    @Select("""
            SELECT created_at FROM task_instances FORCE INDEX (idx_tenant)
            WHERE tenant_id = #{tenantId} AND stage = 'SUCCESS'
            ORDER BY id LIMIT 1
            """)
    @Nullable
    Instant oldestSuccess(@Param("tenantId") TenantId tenantId);
}
