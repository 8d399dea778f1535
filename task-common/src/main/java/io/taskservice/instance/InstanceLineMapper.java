package io.taskservice.instance;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.work.Route;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** The SQL that looks at lines without a lock. */
interface InstanceLineMapper {

    /** idx_claim, which covers it, in the order of claims: three ranges, each of which stops at the limit. */
    @Select("""
            SELECT
              (SELECT COUNT(*) FROM (
                SELECT 1 AS one FROM task_instances urgent FORCE INDEX (idx_claim)
                WHERE status = 'PENDING' AND queue = #{r.queue} AND tenant_id = #{tenantId}
                  AND priority < #{r.priority}
                LIMIT #{limit}) a)
              + (SELECT COUNT(*) FROM (
                SELECT 1 AS one FROM task_instances earlier FORCE INDEX (idx_claim)
                WHERE status = 'PENDING' AND queue = #{r.queue} AND tenant_id = #{tenantId}
                  AND priority = #{r.priority} AND run_at < #{runAt}
                LIMIT #{limit}) b)
              + (SELECT COUNT(*) FROM (
                SELECT 1 AS one FROM task_instances alike FORCE INDEX (idx_claim)
                WHERE status = 'PENDING' AND queue = #{r.queue} AND tenant_id = #{tenantId}
                  AND priority = #{r.priority} AND run_at = #{runAt} AND id < #{id}
                LIMIT #{limit}) c)
            """)
    int countBefore(
            @Param("tenantId") TenantId tenantId,
            @Param("r") Route route,
            @Param("runAt") Instant runAt,
            @Param("id") InstanceId id,
            @Param("limit") int limit);

    /** idx_definition: those older than this one; stops at the limit. */
    @Select("""
            SELECT COUNT(*) FROM (
              SELECT 1 AS one FROM task_instances FORCE INDEX (idx_definition)
              WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
                AND definition_stage = 'SCHEDULED' AND id < #{id} AND run_at >= '9999-01-01'
              LIMIT #{limit}) older
            """)
    int countTurnsBefore(
            @Param("tenantId") TenantId tenantId,
            @Param("definitionId") DefinitionId definitionId,
            @Param("id") InstanceId id,
            @Param("limit") int limit);

    /** idx_definition; of those that wait only the oldest are looked at, for what is under way is older than the line. */
    @Select("""
            (SELECT id, status FROM task_instances running FORCE INDEX (idx_definition)
             WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
               AND definition_stage = 'ACTIVE' AND status = 'RUNNING'
             LIMIT #{limit})
            UNION ALL
            (SELECT id, status FROM task_instances due FORCE INDEX (idx_definition)
             WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
               AND definition_stage = 'ACTIVE' AND status = 'PENDING'
             LIMIT #{limit})
            UNION ALL
            (SELECT id, status FROM (
               SELECT id, status, run_at FROM task_instances waiting FORCE INDEX (idx_definition)
               WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
                 AND definition_stage = 'SCHEDULED'
               ORDER BY id LIMIT 1000) oldest
             WHERE run_at < '9999-01-01'
             LIMIT #{limit})
            """)
    List<InstanceLine.UnderWay> underWay(
            @Param("tenantId") TenantId tenantId,
            @Param("definitionId") DefinitionId definitionId,
            @Param("limit") int limit);

    /** idx_tenant serves filter and order of the inner part: so many rows, whatever the queue. */
    @Select("""
            SELECT COUNT(*) AS samples, AVG(execution_duration) AS mean_millis FROM (
              SELECT queue, execution_duration FROM task_instances FORCE INDEX (idx_tenant)
              WHERE tenant_id = #{tenantId} AND stage = 'SUCCESS'
              ORDER BY id DESC LIMIT 200) recent
            WHERE queue = #{queue} AND execution_duration IS NOT NULL
            """)
    PaceRow pace(@Param("tenantId") TenantId tenantId, @Param("queue") String queue);

    /** A mean, and of how many; null: of none. */
    record PaceRow(int samples, @Nullable Double meanMillis) {}
}
