package io.taskservice.lab.law;

import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** The SQL that reads instances, their attempts and the nodes, of all tenants. */
interface HistoryMapper {

    /** PRIMARY serves filter and order. */
    @Select("""
            <script>
            SELECT id, tenant_id, task_definition_id AS definition_id, handler, queue, status, run_at, attempt, retry_count,
                   crash_count, max_attempts, delivery, execution_node AS node, start_time, end_time, error_code,
                   CASE WHEN handler IN <foreach collection="handlers" item="h" open="(" separator="," close=")">#{h}</foreach>
                     THEN LEFT(result, 100) END AS result_start, concurrency_key, concurrency_limit
            FROM task_instances
            WHERE id > #{after}
            ORDER BY id LIMIT #{limit}
            </script>
            """)
    List<InstanceFacts> instances(
            @Param("after") String after, @Param("handlers") Collection<String> handlers, @Param("limit") int limit);

    /** PRIMARY serves filter and order. */
    @Select("""
            SELECT task_instance_id AS instance_id, attempt, node, start_time, end_time, outcome, error_code
            FROM task_attempts
            WHERE task_instance_id > #{after} AND task_instance_id <= #{last}
            ORDER BY task_instance_id, attempt
            """)
    List<PastFacts> attempts(@Param("after") String after, @Param("last") String last);

    /** All of them: as many as there were processes in a week. */
    @Select("SELECT id, boot_id, state, lease_until FROM nodes ORDER BY id")
    List<NodeFacts> nodes();

    /** PRIMARY of both: dead letters are few. */
    @Select("""
            SELECT d.tenant_id AS tenant, d.task_instance_id AS subject, 'a dead letter of a FAILED instance' AS expected,
                   COALESCE(CONCAT('one of a ', i.status, ' instance'), 'one of no instance') AS found
            FROM dead_letters d LEFT JOIN task_instances i ON i.id = d.task_instance_id
            WHERE d.task_instance_id > #{after} AND (i.id IS NULL OR i.status != 'FAILED')
            ORDER BY d.task_instance_id LIMIT #{limit}
            """)
    List<Broken> lettersOfNoFailure(@Param("after") String after, @Param("limit") int limit);
}
