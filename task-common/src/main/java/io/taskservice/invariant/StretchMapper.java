package io.taskservice.invariant;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** The SQL of checks that look at a stretch of a table; each statement sees one instant, in which a row contradicts none. */
interface StretchMapper {

    /** PRIMARY, which covers it: the last of so many after; null: there are not so many. */
    @Select("SELECT id FROM task_instances WHERE id > #{after} ORDER BY id LIMIT 1 OFFSET #{skip}")
    @Nullable
    String endOfInstances(@Param("after") String after, @Param("skip") int skip);

    /** PRIMARY. */
    @Select("""
            <script>
            SELECT tenant_id, id AS subject,
              CONCAT(status, ', end time ', COALESCE(end_time, 'none'), ', code ', COALESCE(error_code, 'none'), ', attempt ',
                attempt, ', node ', COALESCE(execution_node, 'none')) AS seen
            FROM task_instances FORCE INDEX (PRIMARY)
            WHERE id > #{after} <if test="end != null">AND id &lt;= #{end}</if>
              AND ((status IN ('SUCCESS', 'FAILED', 'CANCELLED')) != (end_time IS NOT NULL)
                OR status IN ('FAILED', 'CANCELLED') AND error_code IS NULL
                OR status = 'RUNNING' AND (execution_node IS NULL OR start_time IS NULL OR attempt = 0)
                OR status = 'PENDING' AND run_at >= '9998-01-01')
            ORDER BY id
            LIMIT #{limit}
            </script>
            """)
    List<Suspect> contradictions(
            @Param("after") String after, @Param("end") @Nullable String end, @Param("limit") int limit);

    /** PRIMARY; an end that nobody noted was when its attempt was over, as far as that is known. */
    @Update("""
            <script>
            UPDATE task_instances
            SET end_time = CASE WHEN status IN ('SUCCESS', 'FAILED', 'CANCELLED') THEN
              COALESCE(TIMESTAMPADD(MICROSECOND, execution_duration * 1000, start_time), UTC_TIMESTAMP(3)) END
            WHERE (status IN ('SUCCESS', 'FAILED', 'CANCELLED')) != (end_time IS NOT NULL)
              AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int mendEnds(@Param("ids") Collection<String> ids);

    /** PRIMARY of both. */
    @Select("""
            <script>
            SELECT i.tenant_id, i.id AS subject, CONCAT('its definition belongs to ', d.tenant_id) AS seen
            FROM task_instances i FORCE INDEX (PRIMARY)
            JOIN task_definitions d ON d.id = i.task_definition_id
            WHERE i.id > #{after} <if test="end != null">AND i.id &lt;= #{end}</if>
              AND i.tenant_id != d.tenant_id
            ORDER BY i.id
            LIMIT #{limit}
            </script>
            """)
    List<Suspect> strangers(
            @Param("after") String after, @Param("end") @Nullable String end, @Param("limit") int limit);

    /** PRIMARY, which covers it. */
    @Select("""
            SELECT task_instance_id FROM dead_letters FORCE INDEX (PRIMARY)
            WHERE task_instance_id > #{after} ORDER BY task_instance_id LIMIT 1 OFFSET #{skip}
            """)
    @Nullable
    String endOfLetters(@Param("after") String after, @Param("skip") int skip);

    /** PRIMARY of both. */
    @Select("""
            <script>
            SELECT l.tenant_id, l.task_instance_id AS subject,
              CASE WHEN i.id IS NULL THEN 'its instance is not there' ELSE CONCAT('its instance is ', i.status) END AS seen
            FROM dead_letters l FORCE INDEX (PRIMARY)
            LEFT JOIN task_instances i ON i.id = l.task_instance_id
            WHERE l.task_instance_id > #{after} <if test="end != null">AND l.task_instance_id &lt;= #{end}</if>
              AND (i.id IS NULL OR i.status != 'FAILED')
            ORDER BY l.task_instance_id
            LIMIT #{limit}
            </script>
            """)
    List<Suspect> strayLetters(
            @Param("after") String after, @Param("end") @Nullable String end, @Param("limit") int limit);

    /** PRIMARY of both. */
    @Delete("""
            <script>
            DELETE FROM dead_letters
            WHERE task_instance_id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
              AND NOT EXISTS (
                SELECT 1 FROM task_instances i WHERE i.id = dead_letters.task_instance_id AND i.status = 'FAILED')
            </script>
            """)
    int dropStrayLetters(@Param("ids") Collection<String> ids);

    /** idx_promote serves filter and order: those that wait for their turn. */
    @Select("""
            SELECT id, tenant_id, task_definition_id AS definition_id FROM task_instances FORCE INDEX (idx_promote)
            WHERE promote_at = '9999-01-01' AND id > #{after}
            ORDER BY id
            LIMIT #{limit}
            """)
    List<InTurn> inTurn(@Param("after") String after, @Param("limit") int limit);

    /** PRIMARY for those asked for, idx_definition for the others of their definitions. */
    @Select("""
            <script>
            SELECT w.id FROM task_instances w FORCE INDEX (PRIMARY)
            WHERE w.id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
              AND NOT EXISTS (
                SELECT 1 FROM task_instances u FORCE INDEX (idx_definition)
                WHERE u.tenant_id = w.tenant_id AND u.task_definition_id = w.task_definition_id
                  AND u.definition_stage = 'ACTIVE')
              AND NOT EXISTS (
                SELECT 1 FROM task_instances u FORCE INDEX (idx_definition)
                WHERE u.tenant_id = w.tenant_id AND u.task_definition_id = w.task_definition_id
                  AND u.definition_stage = 'SCHEDULED' AND u.run_at &lt; '9999-01-01')
            </script>
            """)
    List<InstanceId> withNobodyBefore(@Param("ids") Collection<InstanceId> ids);

    /** One that waits for its turn. */
    record InTurn(
            InstanceId id, TenantId tenantId, @Nullable DefinitionId definitionId) {}
}
