package io.taskservice.event;

import io.taskservice.identity.InstanceId;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** All SQL that writes {@code outbox_events}. */
interface OutboxMapper {

    /**
     * PRIMARY of task_instances; then, only for what ended, idx_tenant of webhooks; then, only for what somebody wants
     * to know, uk_event. It locks nothing: this transaction holds the rows that ended.
     */
    @Select("""
            <script>
            SELECT i.id, i.tenant_id, i.task_definition_id, i.handler, i.queue, i.biz_key, i.status, i.attempt,
              i.fire_time, i.start_time, i.end_time, i.execution_duration, i.error_code,
              LEFT(i.error_message, 1000) AS error_message,
              CASE WHEN LENGTH(i.result) &lt;= #{mostResult} THEN i.result END AS result,
              COALESCE(LENGTH(i.result) > #{mostResult}, FALSE) AS result_too_long, i.callback_url
            FROM task_instances i
            WHERE i.id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
              AND i.status IN ('SUCCESS', 'FAILED', 'CANCELLED')
              AND (i.callback_url IS NOT NULL OR EXISTS (
                SELECT 1 FROM webhooks w WHERE w.tenant_id = i.tenant_id AND w.status = 'ENABLED'
                  AND FIND_IN_SET(
                    CASE i.status WHEN 'SUCCESS' THEN 'task.instance.succeeded' WHEN 'FAILED' THEN 'task.instance.failed'
                      ELSE 'task.instance.cancelled' END, w.events) > 0))
              AND NOT EXISTS (SELECT 1 FROM outbox_events e WHERE e.instance_id = i.id AND e.seq = #{seq})
            </script>
            """)
    List<EndedInstance> findWanted(
            @Param("ids") Collection<InstanceId> ids, @Param("mostResult") int mostResult, @Param("seq") int seq);

    /** A plain INSERT: uk_event is the net, and a second end of an instance must be seen. */
    @Insert("""
            <script>
            INSERT INTO outbox_events (id, tenant_id, instance_id, seq, type, payload, created_at) VALUES
            <foreach collection="events" item="e" separator=",">(
              #{e.id}, #{e.tenantId}, #{e.instanceId}, #{e.seq}, #{e.type.text}, #{e.payload}, UTC_TIMESTAMP(3))</foreach>
            </script>
            """)
    int insertAll(@Param("events") Collection<Event> events);
}
