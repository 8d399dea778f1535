package io.taskservice.lab.law;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** The SQL that reads definitions, their fire times and their gaps, of all tenants. */
interface FireMapper {

    /** PRIMARY serves filter and order. */
    @Select("""
            SELECT id, tenant_id, schedule_type, cron_expression, interval_ms, run_at, anchor_at, time_zone, dst_gap_policy,
                   starts_at, ends_at, status, next_fire_time, created_at, updated_at
            FROM task_definitions
            WHERE id > #{after}
            ORDER BY id LIMIT #{limit}
            """)
    List<DefinitionFacts> definitions(@Param("after") String after, @Param("limit") int limit);

    /** uk_fire serves filter and order. */
    @Select("""
            SELECT DISTINCT fire_time FROM task_instances
            WHERE task_definition_id = #{definitionId} AND fire_time > #{after}
            ORDER BY fire_time LIMIT #{limit}
            """)
    List<Instant> fireTimes(
            @Param("definitionId") String definitionId, @Param("after") Instant after, @Param("limit") int limit);

    /** idx_definition finds them and gives the order, but for gaps with the same start. */
    @Select("""
            SELECT id, from_time, to_time, fires, reason FROM fire_gaps
            WHERE tenant_id = #{d.tenantId} AND task_definition_id = #{d.id} AND to_time > #{since}
              AND (from_time > #{after} OR from_time = #{after} AND id > #{afterId})
            ORDER BY from_time, id LIMIT #{limit}
            """)
    List<GapFacts> gaps(
            @Param("d") DefinitionFacts definition,
            @Param("since") Instant since,
            @Param("after") Instant after,
            @Param("afterId") String afterId,
            @Param("limit") int limit);

    /** All definitions; idx_definition of task_instances for the chains among them that have no cursor. */
    @Select("""
            SELECT d.tenant_id AS tenant, d.id AS subject, 'a next fire, or an instance to wait for' AS expected,
                   'a chain that stands still' AS found
            FROM task_definitions d
            WHERE d.schedule_type = 'FIXED_DELAY' AND d.status != 'DISABLED' AND d.next_fire_time IS NULL
              AND d.ends_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM task_instances i
                WHERE i.tenant_id = d.tenant_id AND i.task_definition_id = d.id
                  AND i.status IN ('SCHEDULED', 'PENDING', 'RUNNING') AND i.followed)
            ORDER BY d.id LIMIT #{limit}
            """)
    List<Broken> chainsThatStandStill(@Param("limit") int limit);
}
