package io.taskservice.firing;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** The SQL on {@code fire_gaps}, but for the gap that a deleted instance leaves. */
interface FireGapMapper {

    @Insert("""
            <script>
            INSERT INTO fire_gaps (id, tenant_id, task_definition_id, from_time, to_time, fires, reason, created_at)
            VALUES
            <foreach collection="gaps" item="g" separator=",">
              (#{g.id}, #{g.gap.tenantId}, #{g.gap.definitionId}, #{g.gap.from}, #{g.gap.to}, #{g.gap.fires},
               #{g.gap.reason}, UTC_TIMESTAMP(3))</foreach>
            </script>
            """)
    int insertAll(@Param("gaps") List<GapRow> gaps);

    /** idx_definition serves filter and order. */
    @Select("""
            SELECT tenant_id, task_definition_id AS definition_id, from_time AS `from`, to_time AS `to`, fires, reason
            FROM fire_gaps FORCE INDEX (idx_definition)
            WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
            ORDER BY from_time DESC LIMIT #{limit}
            """)
    List<FireGap> list(
            @Param("tenantId") TenantId tenantId,
            @Param("definitionId") DefinitionId definitionId,
            @Param("limit") int limit);

    /** idx_definition serves filter and order: gaps that begin in a stretch of time. */
    @Select("""
            SELECT tenant_id, task_definition_id AS definition_id, from_time AS `from`, to_time AS `to`, fires, reason
            FROM fire_gaps FORCE INDEX (idx_definition)
            WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
              AND from_time >= #{from} AND from_time < #{to}
            ORDER BY from_time DESC LIMIT #{limit}
            """)
    List<FireGap> beginningIn(
            @Param("tenantId") TenantId tenantId,
            @Param("definitionId") DefinitionId definitionId,
            @Param("from") Instant from,
            @Param("to") Instant to,
            @Param("limit") int limit);

    /** PRIMARY: ids grow with time. */
    @Delete("DELETE FROM fire_gaps WHERE id < #{lowestKept} LIMIT #{limit}")
    int deleteBelow(@Param("lowestKept") String lowestKept, @Param("limit") int limit);

    /** A gap and its id. */
    record GapRow(String id, FireGap gap) {}
}
