package io.taskservice.instance;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** All SQL on {@code task_attempts}, except that they go with their instance. */
interface AttemptMapper {

    /**
     * PRIMARY of task_instances: the rows as this transaction has left them. The last line only lets the same outcome be
     * written twice, after an answer that never came.
     */
    @Insert("""
            <script>
            INSERT INTO task_attempts (
              task_instance_id, attempt, tenant_id, node, start_time, end_time, outcome, error_code, error_message)
            SELECT i.id, i.attempt, i.tenant_id, i.execution_node, i.start_time, UTC_TIMESTAMP(3), #{outcome},
                   i.error_code, i.error_message
            FROM task_instances i
            WHERE i.execution_node IS NOT NULL AND i.start_time IS NOT NULL
              AND i.id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            ON DUPLICATE KEY UPDATE task_attempts.attempt = task_attempts.attempt
            </script>
            """)
    int keep(@Param("outcome") PastAttempt.Outcome outcome, @Param("ids") Collection<InstanceId> ids);

    /** PRIMARY from its end, then the owner. */
    @Select("""
            SELECT attempt, node, start_time, end_time, outcome, error_code, error_message FROM (
              SELECT attempt, node, start_time, end_time, outcome, error_code, error_message FROM task_attempts
              WHERE task_instance_id = #{id} AND tenant_id = #{tenantId}
              ORDER BY attempt DESC LIMIT #{limit}) last_ones
            ORDER BY attempt
            """)
    List<PastAttempt> list(@Param("tenantId") TenantId tenantId, @Param("id") InstanceId id, @Param("limit") int limit);
}
