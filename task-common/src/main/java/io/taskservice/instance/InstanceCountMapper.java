package io.taskservice.instance;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** The SQL that counts a stretch of a tenant's history: ids grow with time, so a range of them is one of time. */
interface InstanceCountMapper {

    /** idx_tenant; stops at the limit. Of what has ended the index covers it. */
    @Select("""
            <script>
            SELECT COUNT(*) FROM (
              SELECT 1 FROM task_instances FORCE INDEX (idx_tenant)
              WHERE tenant_id = #{tenantId} AND stage = #{status.stage} AND id >= #{from}
                <if test="!status.terminal">AND status = #{status}</if>
              LIMIT #{limit}) counted
            </script>
            """)
    long count(
            @Param("tenantId") TenantId tenantId,
            @Param("status") InstanceStatus status,
            @Param("from") InstanceId from,
            @Param("limit") int limit);

    /** idx_tenant serves filter and order; reads the rows of the newest only. */
    @Select("""
            SELECT AVG(execution_duration) FROM (
              SELECT execution_duration FROM task_instances FORCE INDEX (idx_tenant)
              WHERE tenant_id = #{tenantId} AND stage = #{status.stage} AND status = #{status} AND id >= #{from}
              ORDER BY id DESC LIMIT #{limit}) newest
            """)
    @Nullable
    Double averageMillis(
            @Param("tenantId") TenantId tenantId,
            @Param("status") InstanceStatus status,
            @Param("from") InstanceId from,
            @Param("limit") int limit);
}
