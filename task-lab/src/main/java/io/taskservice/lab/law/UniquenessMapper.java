package io.taskservice.lab.law;

import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** The SQL that looks for what there is twice: unique keys should make it impossible, and may be missing. */
interface UniquenessMapper {

    /** uk_fire, which covers what is grouped; PRIMARY for what is found. */
    @Select("""
            SELECT i.tenant_id AS tenant, i.task_definition_id AS subject,
                   CONCAT('one instance of ', DATE_FORMAT(i.fire_time, '%Y-%m-%dT%H:%i:%s.%f')) AS expected,
                   CONCAT(twice.instances, ' instances') AS found
            FROM (
              SELECT MIN(id) AS id, COUNT(*) AS instances FROM task_instances
              WHERE task_definition_id IS NOT NULL AND fire_time IS NOT NULL
              GROUP BY task_definition_id, fire_time
              HAVING COUNT(*) > 1
              LIMIT #{limit}) twice
            JOIN task_instances i ON i.id = twice.id
            """)
    List<Broken> fireTimes(@Param("limit") int limit);

    /** uk_request, which covers it. */
    @Select("""
            SELECT tenant_id AS tenant, MIN(id) AS subject, CONCAT('one instance of request key ', request_key) AS expected,
                   CONCAT(COUNT(*), ' instances') AS found
            FROM task_instances
            WHERE request_key IS NOT NULL
            GROUP BY tenant_id, request_key
            HAVING COUNT(*) > 1
            LIMIT #{limit}
            """)
    List<Broken> requestKeys(@Param("limit") int limit);
}
