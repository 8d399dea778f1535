package io.taskservice.instance;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.queue.Lane;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** The SQL of claims: who takes what, who holds what, and what is given back. */
interface ClaimMapper {

    /**
     * idx_claim serves filter and order of each lane, so that a node locks only what it takes and the next one gets the
     * rest. PENDING rows are all due: no time range stands between the lane and its order.
     */
    @Select("""
            <script><foreach collection="shares" item="s" separator=" UNION ALL ">(
            SELECT id, tenant_id, task_definition_id, handler, queue, priority, execution_params, fire_time, run_at,
              attempt, retry_count, max_attempts, backoff_initial_ms, backoff_max_ms, timeout_ms, delivery, followed,
              biz_key, expires_at, retry_on, no_retry_on, concurrency_key, concurrency_limit, callback_url
            FROM task_instances FORCE INDEX (idx_claim)
            WHERE status = 'PENDING' AND queue = #{s.lane.queue} AND tenant_id = #{s.lane.tenantId}
              AND handler IN <foreach collection="handlers" item="h" open="(" separator="," close=")">#{h}</foreach>
            ORDER BY priority, run_at, id
            LIMIT #{s.slots}
            FOR UPDATE SKIP LOCKED)</foreach></script>
            """)
    List<Claimable> lockClaimable(
            @Param("shares") Collection<FairTurns.Share> shares, @Param("handlers") Collection<String> handlers);

    /** idx_claim; stops at the first, without a lock. */
    @Select("""
            <script>
            SELECT COUNT(*) FROM (
              SELECT 1 FROM task_instances FORCE INDEX (idx_claim)
              WHERE status = 'PENDING' AND queue = #{lane.queue} AND tenant_id = #{lane.tenantId}
                AND handler IN <foreach collection="handlers" item="h" open="(" separator="," close=")">#{h}</foreach>
              LIMIT 1) first
            </script>
            """)
    int countClaimable(@Param("lane") Lane lane, @Param("handlers") Collection<String> handlers);

    /**
     * PRIMARY; the rows are locked by {@link #lockClaimable}. A join with the ids as JSON, as batches of different values
     * are written, would note all of them in a table of its own first.
     */
    @Update("""
            <script>
            UPDATE task_instances
            SET status = 'RUNNING', execution_node = #{node}, attempt = attempt + 1, start_time = #{now},
                execution_duration = NULL, progress = NULL, progress_message = NULL, progress_counters = NULL,
                progress_at = NULL, error_code = NULL, error_message = NULL
            WHERE status = 'PENDING'
              AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int startAttempts(@Param("node") NodeId node, @Param("now") Instant now, @Param("ids") Collection<InstanceId> ids);

    /** idx_claim: its status prefix; as many rows as the cluster runs at once. */
    @Select("""
            SELECT id, attempt FROM task_instances FORCE INDEX (idx_claim)
            WHERE status = 'RUNNING' AND execution_node = #{node}
            """)
    List<Held> heldBy(@Param("node") NodeId node);

    /** idx_claim, as {@link #heldBy}. */
    @Select("""
            SELECT id, attempt FROM task_instances FORCE INDEX (idx_claim)
            WHERE status = 'RUNNING' AND execution_node = #{node} AND cancel_requested
            """)
    List<Held> cancelRequestsTo(@Param("node") NodeId node);

    /** PRIMARY. */
    @Update("""
            UPDATE task_instances SET status = 'PENDING'
            WHERE id = #{held.id} AND status = 'RUNNING' AND execution_node = #{node} AND attempt = #{held.attempt}
            """)
    int giveBack(@Param("node") NodeId node, @Param("held") Held held);
}
