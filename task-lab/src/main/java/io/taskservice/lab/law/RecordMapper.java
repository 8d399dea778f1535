package io.taskservice.lab.law;

import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** The SQL that compares slots with the instances that should have them. */
interface RecordMapper {

    @Select("SELECT COUNT(*) FROM concurrency_slots")
    long countSlots();

    /** All slots, PRIMARY of task_instances. */
    @Select("""
            SELECT s.tenant_id AS tenant, s.task_instance_id AS subject,
                   CASE s.state WHEN 'HOLDS' THEN 'a slot of what is RUNNING' ELSE 'a place in line of what is parked' END
                     AS expected,
                   COALESCE(CONCAT('one of what is ', i.status), 'one of no instance') AS found
            FROM concurrency_slots s LEFT JOIN task_instances i ON i.id = s.task_instance_id
            WHERE i.id IS NULL OR (s.state = 'HOLDS' AND i.status != 'RUNNING')
              OR (s.state = 'WAITS' AND (i.status != 'SCHEDULED' OR i.run_at != '9998-01-01'))
            ORDER BY s.task_instance_id LIMIT #{limit}
            """)
    List<Broken> wrongSlots(@Param("limit") int limit);

    /** idx_claim, idx_promote: what runs with a limit, and what is parked; PRIMARY of concurrency_slots. */
    @Select("""
            SELECT i.tenant_id AS tenant, i.id AS subject, 'a slot, or a place in line' AS expected,
                   CONCAT('none of what is ', i.status) AS found
            FROM task_instances i LEFT JOIN concurrency_slots s ON s.task_instance_id = i.id
            WHERE s.task_instance_id IS NULL
              AND ((i.status = 'RUNNING' AND i.concurrency_limit IS NOT NULL
                    AND (i.concurrency_key IS NOT NULL OR i.task_definition_id IS NOT NULL))
                OR (i.status = 'SCHEDULED' AND i.run_at = '9998-01-01'))
            ORDER BY i.id LIMIT #{limit}
            """)
    List<Broken> missingSlots(@Param("limit") int limit);
}
