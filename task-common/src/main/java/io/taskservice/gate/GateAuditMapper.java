package io.taskservice.gate;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** The SQL that compares {@code concurrency_slots} with the instances; each statement sees one instant. */
interface GateAuditMapper {

    String WRONG = """
             FROM concurrency_slots s LEFT JOIN task_instances i ON i.id = s.task_instance_id
            WHERE i.id IS NULL
              OR (s.state = 'HOLDS' AND i.status != 'RUNNING')
              OR (s.state = 'WAITS' AND (i.status != 'SCHEDULED' OR i.run_at != '9998-01-01'))
            """;

    String RUNNING_WITHOUT = """
             FROM task_instances i FORCE INDEX (idx_claim)
            LEFT JOIN concurrency_slots s ON s.task_instance_id = i.id
            WHERE i.status = 'RUNNING' AND i.concurrency_limit IS NOT NULL AND s.task_instance_id IS NULL
              AND (i.concurrency_key IS NOT NULL OR i.task_definition_id IS NOT NULL)
            """;

    String PARKED_WITHOUT = """
             FROM task_instances i FORCE INDEX (idx_promote)
            LEFT JOIN concurrency_slots s ON s.task_instance_id = i.id
            WHERE i.promote_at = '9998-01-01' AND s.task_instance_id IS NULL
            """;

    /** What the next three statements look for, with their indexes. */
    @Select("SELECT EXISTS (SELECT 1" + WRONG + ") OR EXISTS (SELECT 1" + RUNNING_WITHOUT + ") OR EXISTS (SELECT 1"
            + PARKED_WITHOUT + ")")
    boolean anythingDiffers();

    /** All slots, PRIMARY of task_instances. */
    @Select("SELECT s.task_instance_id AS id, s.tenant_id, s.gate" + WRONG)
    List<SlotRow> wrong();

    /** idx_claim: its status prefix; as many rows as run. */
    @Select("""
            SELECT i.id, i.tenant_id, i.task_definition_id, i.concurrency_key, i.concurrency_limit, i.priority, i.run_at
            """ + RUNNING_WITHOUT)
    List<Unslotted> runningWithout();

    /** idx_promote: exactly those that are parked. */
    @Select("""
            SELECT i.id, i.tenant_id, i.task_definition_id, i.concurrency_key, i.concurrency_limit, i.priority,
                   COALESCE(i.fire_time, i.created_at) AS run_at
            """ + PARKED_WITHOUT)
    List<Unslotted> parkedWithout();

    /** All slots, by gate. */
    @Select("""
            SELECT MIN(task_instance_id) AS id, tenant_id, gate FROM concurrency_slots
            GROUP BY tenant_id, gate
            HAVING SUM(state = 'HOLDS') < MAX(CASE WHEN state = 'WAITS' THEN slot_limit END)
            """)
    List<SlotRow> lettingTooFewGo();

    /** idx_definition: whether any of a definition is due that may have been let go; stops at the first. */
    @Select("""
            SELECT EXISTS (
              SELECT 1 FROM task_instances FORCE INDEX (idx_definition)
              WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
                AND definition_stage = 'ACTIVE' AND status = 'PENDING')
            """)
    boolean anyDueOf(@Param("tenantId") TenantId tenantId, @Param("definitionId") String definitionId);

    /** idx_claim: likewise of a key, or so many of the tenant that one cannot tell. */
    @Select("""
            SELECT COUNT(*) = #{most} OR COALESCE(SUM(due.concurrency_key = #{key}), 0) > 0 FROM (
              SELECT concurrency_key FROM task_instances FORCE INDEX (idx_claim)
              WHERE status = 'PENDING' AND tenant_id = #{tenantId}
              LIMIT #{most}) due
            """)
    boolean anyDueWith(@Param("tenantId") TenantId tenantId, @Param("key") String key, @Param("most") int most);

    /** PRIMARY. */
    @Update("""
            <script>
            UPDATE task_instances SET status = 'PENDING', run_at = UTC_TIMESTAMP(3)
            WHERE status = 'SCHEDULED' AND run_at = '9998-01-01'
              AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int unpark(@Param("ids") Collection<InstanceId> ids);
}
