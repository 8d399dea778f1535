package io.taskservice.queue;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** The SQL of queues as people set them up. */
interface QueueMapper {

    String COLUMNS = """
            tenant_id, name, description, created_at, paused, pause_reason, paused_at, max_running, rate_limit,
            rate_period_ms, rate_burst, tokens, refilled_at, updated_at
            """;

    /** PRIMARY. */
    @Select("SELECT " + COLUMNS + " FROM queues WHERE tenant_id = #{tenantId} AND name = #{name}")
    @Nullable
    QueueRow find(@Param("tenantId") TenantId tenantId, @Param("name") String name);

    /** PRIMARY: its tenant prefix, in the order of the names. */
    @Select("SELECT " + COLUMNS + " FROM queues WHERE tenant_id = #{tenantId} AND name != '*' ORDER BY name")
    List<QueueRow> list(@Param("tenantId") TenantId tenantId);

    /** A plain INSERT: a duplicate must be seen. */
    @Insert("""
            INSERT INTO queues (tenant_id, name, description, created_at, updated_at)
            VALUES (#{tenantId}, #{name}, #{description}, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
            """)
    int insert(
            @Param("tenantId") TenantId tenantId,
            @Param("name") String name,
            @Param("description") @Nullable String description);

    /** PRIMARY. */
    @Update("""
            UPDATE queues SET description = #{description}, updated_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = #{tenantId} AND name = #{name}
            """)
    int describe(
            @Param("tenantId") TenantId tenantId,
            @Param("name") String name,
            @Param("description") @Nullable String description);

    /** PRIMARY; a new rate begins with a full bucket. */
    @Update("""
            UPDATE queues
            SET max_running = #{limits.maxRunning}, rate_limit = #{limits.rate.limit},
                rate_period_ms = #{limits.rate.period}, rate_burst = #{limits.rate.burst}, refilled_at = NULL,
                updated_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = #{tenantId} AND name = #{name}
            """)
    int limit(@Param("tenantId") TenantId tenantId, @Param("name") String name, @Param("limits") QueueLimits limits);

    /** PRIMARY; one that is paused already keeps its instant. */
    @Update("""
            UPDATE queues
            SET paused_at = CASE WHEN paused THEN paused_at ELSE UTC_TIMESTAMP(3) END, paused = TRUE,
                pause_reason = #{reason}, updated_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = #{tenantId} AND name = #{name}
            """)
    int pause(
            @Param("tenantId") TenantId tenantId, @Param("name") String name, @Param("reason") @Nullable String reason);

    /** PRIMARY. */
    @Update("""
            UPDATE queues SET paused = FALSE, pause_reason = NULL, paused_at = NULL, updated_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = #{tenantId} AND name = #{name}
            """)
    int resume(@Param("tenantId") TenantId tenantId, @Param("name") String name);

    /** PRIMARY. */
    @Delete("DELETE FROM queues WHERE tenant_id = #{tenantId} AND name = #{name}")
    int delete(@Param("tenantId") TenantId tenantId, @Param("name") String name);

    /** idx_claim, which covers it: what waits and runs in each queue of a tenant. */
    @Select("""
            SELECT queue AS name,
              SUM(status = 'PENDING') AS pending, SUM(status = 'RUNNING') AS running,
              SUM(status = 'SCHEDULED') AS scheduled,
              MIN(CASE WHEN status = 'PENDING' THEN run_at END) AS oldest
            FROM task_instances FORCE INDEX (idx_claim)
            WHERE status IN ('PENDING', 'RUNNING', 'SCHEDULED') AND tenant_id = #{tenantId}
            GROUP BY queue
            """)
    List<QueueLoad> loads(@Param("tenantId") TenantId tenantId);

    /** idx_claim, which covers it: what waits and runs in one queue of a tenant. */
    @Select("""
            SELECT #{name} AS name,
              COALESCE(SUM(status = 'PENDING'), 0) AS pending, COALESCE(SUM(status = 'RUNNING'), 0) AS running,
              COALESCE(SUM(status = 'SCHEDULED'), 0) AS scheduled,
              MIN(CASE WHEN status = 'PENDING' THEN run_at END) AS oldest
            FROM task_instances FORCE INDEX (idx_claim)
            WHERE status IN ('PENDING', 'RUNNING', 'SCHEDULED') AND queue = #{name} AND tenant_id = #{tenantId}
            """)
    QueueLoad load(@Param("tenantId") TenantId tenantId, @Param("name") String name);

    /** idx_tenant, a range of each stage: ids grow with time; what was created since, by queue. */
    @Select("""
            SELECT queue AS name, COUNT(*) AS created,
              SUM(status IN ('SUCCESS', 'FAILED', 'CANCELLED')) AS ended, SUM(status = 'FAILED') AS failed
            FROM task_instances FORCE INDEX (idx_tenant)
            WHERE tenant_id = #{tenantId} AND id >= #{since}
              AND stage IN ('SCHEDULED', 'ACTIVE', 'SUCCESS', 'FAILED', 'CANCELLED')
            GROUP BY queue
            """)
    List<QueueFlow> flows(@Param("tenantId") TenantId tenantId, @Param("since") InstanceId since);

    /** idx_claim: whether anything of the queue waits or runs. */
    @Select("""
            SELECT EXISTS (
              SELECT 1 FROM task_instances FORCE INDEX (idx_claim)
              WHERE status IN ('SCHEDULED', 'PENDING', 'RUNNING') AND queue = #{name} AND tenant_id = #{tenantId})
            """)
    boolean isInUse(@Param("tenantId") TenantId tenantId, @Param("name") String name);
}
