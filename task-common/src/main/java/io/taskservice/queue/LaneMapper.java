package io.taskservice.queue;

import io.taskservice.identity.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** The SQL that claims ask before they look at instances. */
interface LaneMapper {

    /** idx_claim, loosely: one look for each lane, however much waits in it; PRIMARY of queues. */
    @Select("""
            <script>
            SELECT due.tenant_id, due.queue,
              (q.max_running IS NOT NULL OR q.rate_limit IS NOT NULL)
                + (t.max_running IS NOT NULL OR t.rate_limit IS NOT NULL) AS limits
            FROM (
              SELECT queue, tenant_id FROM task_instances FORCE INDEX (idx_claim)
              WHERE status = 'PENDING'
                AND queue IN <foreach collection="queues" item="q" open="(" separator="," close=")">#{q}</foreach>
              GROUP BY queue, tenant_id) due
            LEFT JOIN queues q ON q.tenant_id = due.tenant_id AND q.name = due.queue
            LEFT JOIN queues t ON t.tenant_id = due.tenant_id AND t.name = '*'
            WHERE NOT COALESCE(q.paused, FALSE) AND NOT COALESCE(t.paused, FALSE)
            </script>
            """)
    List<Lane> ready(@Param("queues") Collection<String> queues);

    /** PRIMARY. Rows another claim has locked are passed over: it is that claim's turn. */
    @Select("SELECT " + QueueMapper.COLUMNS + """
            FROM queues
            WHERE tenant_id = #{tenantId} AND name IN ('*', #{queue})
              AND (max_running IS NOT NULL OR rate_limit IS NOT NULL)
            ORDER BY name
            FOR UPDATE SKIP LOCKED
            """)
    List<QueueRow> lockLimits(@Param("tenantId") TenantId tenantId, @Param("queue") String queue);

    /** idx_claim, which covers it: as many entries as run. */
    @Select("""
            SELECT COUNT(*) FROM task_instances FORCE INDEX (idx_claim)
            WHERE status = 'RUNNING' AND queue = #{queue} AND tenant_id = #{tenantId}
            """)
    int countRunning(@Param("tenantId") TenantId tenantId, @Param("queue") String queue);

    /** idx_tenant, which covers it: as many entries as run. */
    @Select("""
            SELECT COUNT(*) FROM task_instances FORCE INDEX (idx_tenant)
            WHERE tenant_id = #{tenantId} AND status = 'RUNNING'
            """)
    int countRunningOf(@Param("tenantId") TenantId tenantId);

    /** PRIMARY; locked by {@link #lockLimits}. */
    @Update("""
            UPDATE queues SET tokens = #{tokens}, refilled_at = #{now} WHERE tenant_id = #{tenantId} AND name = #{name}
            """)
    int refill(
            @Param("tenantId") TenantId tenantId,
            @Param("name") String name,
            @Param("tokens") double tokens,
            @Param("now") Instant now);
}
