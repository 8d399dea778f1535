package io.taskservice.queue;

import io.taskservice.identity.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** The SQL that claims ask before they look at instances. */
interface LaneMapper {

    /** PRIMARY of lanes, tenants, queues and quotas; idx_claim, one look for each lane, however much waits in it. */
    @Select("""
            <script>
            SELECT l.tenant_id, l.queue, COALESCE(n.weight, 100) AS weight,
              (q.max_running IS NOT NULL OR q.rate_limit IS NOT NULL)
                + (t.max_running IS NOT NULL OR t.rate_limit IS NOT NULL) AS limits,
              CASE WHEN k.tenant_id IS NULL THEN 0 ELSE COALESCE(k.running, #{runningQuota}) END AS running_quota
            FROM lanes l
            LEFT JOIN tenants n ON n.id = l.tenant_id
            LEFT JOIN tenant_quotas k ON k.tenant_id = l.tenant_id
            LEFT JOIN queues q ON q.tenant_id = l.tenant_id AND q.name = l.queue
            LEFT JOIN queues t ON t.tenant_id = l.tenant_id AND t.name = '*'
            WHERE l.queue IN <foreach collection="queues" item="q" open="(" separator="," close=")">#{q}</foreach>
              AND NOT COALESCE(q.paused, FALSE) AND NOT COALESCE(t.paused, FALSE)
              AND (
                SELECT i.id FROM task_instances i FORCE INDEX (idx_claim)
                WHERE i.status = 'PENDING' AND i.queue = l.queue AND i.tenant_id = l.tenant_id
                LIMIT 1) IS NOT NULL
            ORDER BY l.tenant_id
            </script>
            """)
    List<Lane> ready(@Param("queues") Collection<String> queues, @Param("runningQuota") int runningQuota);

    /** Decides nothing: whoever adds a lane first, it is there. */
    @Insert("""
            <script>
            INSERT INTO lanes (queue, tenant_id) VALUES
            <foreach collection="places" item="p" separator=",">(#{p.queue}, #{p.tenantId})</foreach>
            ON DUPLICATE KEY UPDATE queue = VALUES(queue)
            </script>
            """)
    int open(@Param("places") Collection<LanePlace> places);

    /** idx_claim, all of what waits: lanes that are missing though something waits in them. */
    @Select("""
            SELECT due.queue, due.tenant_id
            FROM (
              SELECT DISTINCT queue, tenant_id FROM task_instances FORCE INDEX (idx_claim) WHERE status = 'PENDING') due
            LEFT JOIN lanes l ON l.queue = due.queue AND l.tenant_id = due.tenant_id
            WHERE l.queue IS NULL
            ORDER BY due.queue, due.tenant_id
            """)
    List<LanePlace> missing();

    /** PRIMARY. Rows another claim has locked are passed over: it is that claim's turn. */
    @Select("SELECT " + QueueMapper.COLUMNS + """
            FROM queues
            WHERE tenant_id = #{tenantId} AND name IN ('*', #{queue})
              AND (max_running IS NOT NULL OR rate_limit IS NOT NULL)
            ORDER BY name
            FOR UPDATE SKIP LOCKED
            """)
    List<QueueRow> lockLimits(@Param("tenantId") TenantId tenantId, @Param("queue") String queue);

    /** PRIMARY, as {@link #lockLimits}; null: another claim has it. */
    @Select("SELECT tenant_id FROM tenant_quotas WHERE tenant_id = #{tenantId} FOR UPDATE SKIP LOCKED")
    @Nullable
    String lockQuota(@Param("tenantId") TenantId tenantId);

    /** PRIMARY; for people to look at, so it takes no lock. */
    @Select("SELECT " + QueueMapper.COLUMNS + """
            FROM queues
            WHERE tenant_id = #{tenantId} AND name IN ('*', #{queue})
            ORDER BY name DESC
            """)
    List<QueueRow> bounds(@Param("tenantId") TenantId tenantId, @Param("queue") String queue);

    /** idx_claim, which covers it: as many entries as run. */
    @Select("""
            SELECT COUNT(*) FROM task_instances FORCE INDEX (idx_claim)
            WHERE status = 'RUNNING' AND queue = #{queue} AND tenant_id = #{tenantId}
            """)
    int countRunning(@Param("tenantId") TenantId tenantId, @Param("queue") String queue);

    /** idx_claim, which covers it: as many entries as run. */
    @Select("""
            SELECT COUNT(*) FROM task_instances FORCE INDEX (idx_claim)
            WHERE status = 'RUNNING' AND tenant_id = #{tenantId}
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
