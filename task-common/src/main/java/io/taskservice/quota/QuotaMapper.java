package io.taskservice.quota;

import io.taskservice.identity.TenantId;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** The SQL of quotas, and of what is counted against them. */
interface QuotaMapper {

    /** PRIMARY. */
    @Select("""
            SELECT definitions, waiting, running, submits_per_second, log_bytes_per_day, deliveries_per_second, params_bytes
            FROM tenant_quotas WHERE tenant_id = #{tenantId}
            """)
    @Nullable
    QuotaOverrides find(@Param("tenantId") TenantId tenantId);

    /** PRIMARY; held alone until the transaction ends. */
    @Select("SELECT tenant_id FROM tenant_quotas WHERE tenant_id = #{tenantId} FOR UPDATE")
    @Nullable
    String lock(@Param("tenantId") TenantId tenantId);

    /** Decides nothing: whoever adds the row first, it is there. */
    @Insert("""
            INSERT INTO tenant_quotas (tenant_id, updated_at) VALUES (#{tenantId}, UTC_TIMESTAMP(3))
            ON DUPLICATE KEY UPDATE tenant_id = VALUES(tenant_id)
            """)
    int insert(@Param("tenantId") TenantId tenantId);

    /** PRIMARY. */
    @Update("""
            UPDATE tenant_quotas
            SET definitions = #{o.definitions}, waiting = #{o.waiting}, running = #{o.running},
                submits_per_second = #{o.submitsPerSecond}, log_bytes_per_day = #{o.logBytesPerDay},
                deliveries_per_second = #{o.deliveriesPerSecond}, params_bytes = #{o.paramsBytes},
                updated_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = #{tenantId}
            """)
    int update(@Param("tenantId") TenantId tenantId, @Param("o") QuotaOverrides overrides);

    /** uk_name: its tenant prefix, which covers it. */
    @Select("SELECT COUNT(*) FROM task_definitions WHERE tenant_id = #{tenantId}")
    long countDefinitions(@Param("tenantId") TenantId tenantId);

    /** idx_claim, which covers it; stops at the limit. */
    @Select("""
            SELECT COUNT(*) FROM (
              SELECT 1 FROM task_instances FORCE INDEX (idx_claim)
              WHERE status IN ('SCHEDULED', 'PENDING') AND tenant_id = #{tenantId}
              LIMIT #{limit}) waiting
            """)
    long countWaiting(@Param("tenantId") TenantId tenantId, @Param("limit") long limit);

    /** idx_claim, which covers it: as many entries as run. */
    @Select("""
            SELECT COUNT(*) FROM task_instances FORCE INDEX (idx_claim)
            WHERE status = 'RUNNING' AND tenant_id = #{tenantId}
            """)
    long countRunning(@Param("tenantId") TenantId tenantId);
}
