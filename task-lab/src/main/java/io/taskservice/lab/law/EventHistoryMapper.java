package io.taskservice.lab.law;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/**
 * The SQL that compares ends with events.
 *
 * <p>A webhook is known to have wanted an end only if it has not been changed since a second before: its row tells what it
 * is now.
 */
interface EventHistoryMapper {

    String TYPE = """
            CASE i.status WHEN 'SUCCESS' THEN 'task.instance.succeeded' WHEN 'FAILED' THEN 'task.instance.failed'
              WHEN 'CANCELLED' THEN 'task.instance.cancelled' ELSE 'none' END
            """;

    String WANTS = " w.tenant_id = i.tenant_id AND w.status = 'ENABLED' AND FIND_IN_SET(" + TYPE
            + ", w.events) > 0 AND w.updated_at < TIMESTAMPADD(SECOND, -1, i.end_time) ";

    @Select("SELECT COUNT(*) FROM outbox_events")
    long count();

    /** All instances of the time; idx_tenant of webhooks, uk_event. */
    @Select("""
            SELECT i.tenant_id AS tenant, i.id AS subject, CONCAT('an event of its end as ', i.status) AS expected,
                   'none' AS found
            FROM task_instances i
            WHERE i.status IN ('SUCCESS', 'FAILED', 'CANCELLED') AND i.end_time >= #{since}
              AND (i.callback_url IS NOT NULL OR EXISTS (SELECT 1 FROM webhooks w WHERE
            """ + WANTS + """
            )) AND NOT EXISTS (SELECT 1 FROM outbox_events e WHERE e.instance_id = i.id)
            ORDER BY i.id LIMIT #{limit}
            """)
    List<Broken> missing(@Param("since") Instant since, @Param("limit") int limit);

    /** All events of the time; PRIMARY of instances, idx_tenant of webhooks, idx_event of deliveries. */
    @Select("""
            SELECT i.tenant_id AS tenant, i.id AS subject, CONCAT('a delivery of its event to webhook ', w.id) AS expected,
                   'none' AS found
            FROM outbox_events e JOIN task_instances i ON i.id = e.instance_id
            JOIN webhooks w ON
            """ + WANTS + """
            LEFT JOIN webhook_deliveries d ON d.event_id = e.id AND d.webhook_id = w.id
            WHERE e.created_at >= #{since} AND d.id IS NULL
            ORDER BY i.id LIMIT #{limit}
            """)
    List<Broken> undelivered(@Param("since") Instant since, @Param("limit") int limit);

    /** All events of the time; PRIMARY of instances, idx_event of deliveries. */
    @Select("""
            SELECT i.tenant_id AS tenant, i.id AS subject, 'a delivery of its event to its callback' AS expected,
                   'none' AS found
            FROM outbox_events e JOIN task_instances i ON i.id = e.instance_id
            LEFT JOIN webhook_deliveries d ON d.event_id = e.id AND d.webhook_id IS NULL
            WHERE e.created_at >= #{since} AND i.callback_url IS NOT NULL AND d.id IS NULL
            ORDER BY i.id LIMIT #{limit}
            """)
    List<Broken> uncalled(@Param("since") Instant since, @Param("limit") int limit);

    /** uk_event, in its order. */
    @Select("""
            SELECT MIN(tenant_id) AS tenant, instance_id AS subject, 'events 1 to n' AS expected,
                   CONCAT(COUNT(*), ' from ', MIN(seq), ' to ', MAX(seq)) AS found
            FROM outbox_events
            WHERE instance_id IS NOT NULL
            GROUP BY instance_id
            HAVING MIN(seq) != 1 OR MAX(seq) != COUNT(*)
            LIMIT #{limit}
            """)
    List<Broken> holes(@Param("limit") int limit);

    /** All events; PRIMARY of instances. */
    @Select("SELECT e.tenant_id AS tenant, i.id AS subject, CONCAT('an event of a ', i.status, ' instance: ', " + TYPE
            + """
            ) AS expected, e.type AS found
            FROM outbox_events e JOIN task_instances i ON i.id = e.instance_id
            WHERE e.type !=
            """ + TYPE + " ORDER BY e.id LIMIT #{limit}")
    List<Broken> untrue(@Param("limit") int limit);

    /** idx_due: those that have not ended. */
    @Select("""
            SELECT tenant_id AS tenant, event_id AS subject, 'a delivery that has ended' AS expected,
                   CONCAT('one that is PENDING after ', tries, ' tries: ', id) AS found
            FROM webhook_deliveries
            WHERE state = 'PENDING'
            ORDER BY id LIMIT #{limit}
            """)
    List<Broken> pending(@Param("limit") int limit);
}
