package io.taskservice.invariant;

import io.taskservice.delivery.Endpoint;
import io.taskservice.identity.NodeId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** The SQL that looks for what is late, the longest late first; it locks nothing, and reads no more than it may find. */
interface LateMapper {

    /** idx_claim: its status prefix, as many rows as run; PRIMARY of nodes. */
    @Select("""
            SELECT i.tenant_id, i.id AS subject,
              CONCAT('attempt ', i.attempt, ' on ', COALESCE(i.execution_node, 'no node'), ', which is ',
                CASE WHEN n.id IS NULL THEN 'not there' ELSE CONCAT(n.state, ' since ', n.lease_until) END) AS seen
            FROM task_instances i FORCE INDEX (idx_claim)
            LEFT JOIN nodes n ON n.id = i.execution_node
            WHERE i.status = 'RUNNING'
              AND (n.id IS NULL OR n.state = 'GONE'
                OR n.lease_until <= TIMESTAMPADD(MICROSECOND, -#{late} * 1000, UTC_TIMESTAMP(3)))
            LIMIT #{limit}
            """)
    List<Suspect> lostClaims(@Param("late") Duration late, @Param("limit") int limit);

    /** PRIMARY of both: who holds these and is lost; one of them may be in live hands by now. */
    @Select("""
            <script>
            SELECT DISTINCT i.execution_node FROM task_instances i
            LEFT JOIN nodes n ON n.id = i.execution_node
            WHERE i.status = 'RUNNING' AND i.execution_node IS NOT NULL
              AND (n.id IS NULL OR n.state IN ('DEAD', 'GONE') OR n.lease_until &lt;= UTC_TIMESTAMP(3))
              AND i.id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    List<NodeId> lostHolders(@Param("ids") Collection<String> ids);

    /** idx_claim, as {@link #lostClaims}. */
    @Select("""
            SELECT tenant_id, id AS subject, CONCAT('attempt ', attempt, ' runs on, on ', execution_node) AS seen
            FROM task_instances FORCE INDEX (idx_claim)
            WHERE status = 'RUNNING' AND cancel_requested
            LIMIT #{limit}
            """)
    List<Suspect> cancelled(@Param("limit") int limit);

    /** idx_promote serves filter and order. */
    @Select("""
            SELECT tenant_id, id AS subject, CONCAT('SCHEDULED for ', run_at) AS seen
            FROM task_instances FORCE INDEX (idx_promote)
            WHERE promote_at <= TIMESTAMPADD(MICROSECOND, -#{late} * 1000, UTC_TIMESTAMP(3))
            ORDER BY promote_at, id
            LIMIT #{limit}
            """)
    List<Suspect> starts(@Param("late") Duration late, @Param("limit") int limit);

    /** PRIMARY of instance_expiries serves filter and order; PRIMARY of task_instances. */
    @Select("""
            SELECT i.tenant_id, e.task_instance_id AS subject,
              CONCAT('to expire at ', e.expires_at, ', ', COALESCE(i.status, 'not there')) AS seen
            FROM (
              SELECT expires_at, task_instance_id FROM instance_expiries
              WHERE expires_at <= TIMESTAMPADD(MICROSECOND, -#{late} * 1000, UTC_TIMESTAMP(3))
              ORDER BY expires_at, task_instance_id
              LIMIT #{limit}) e
            LEFT JOIN task_instances i ON i.id = e.task_instance_id
            """)
    List<Suspect> expiries(@Param("late") Duration late, @Param("limit") int limit);

    /** idx_due serves filter and order. */
    @Select("""
            SELECT tenant_id, id AS subject, CONCAT('due since ', next_fire_time) AS seen
            FROM task_definitions FORCE INDEX (idx_due)
            WHERE status = 'ENABLED' AND next_fire_time <= TIMESTAMPADD(MICROSECOND, -#{late} * 1000, UTC_TIMESTAMP(3))
            ORDER BY next_fire_time, partition_no, id
            LIMIT #{limit}
            """)
    List<Suspect> fires(@Param("late") Duration late, @Param("limit") int limit);

    /** idx_endpoint, which covers it: a step for each endpoint that something waits for; see DeliveryMapper. */
    @Select("""
            SELECT tenant_id, endpoint FROM (
              SELECT tenant_id, endpoint, MIN(next_try_at) AS first_due
              FROM webhook_deliveries FORCE INDEX (idx_endpoint)
              WHERE state = 'PENDING' GROUP BY state, tenant_id, endpoint) heads
            WHERE first_due <= TIMESTAMPADD(MICROSECOND, -#{late} * 1000, UTC_TIMESTAMP(3))
            ORDER BY first_due
            LIMIT #{limit}
            """)
    List<Endpoint> lateEndpoints(@Param("late") Duration late, @Param("limit") int limit);

    /** idx_endpoint serves filter and order. */
    @Select("""
            SELECT tenant_id, id AS subject, CONCAT('due since ', next_try_at, ' after ', tries, ' tries') AS seen
            FROM webhook_deliveries FORCE INDEX (idx_endpoint)
            WHERE state = 'PENDING' AND tenant_id = #{e.tenantId} AND endpoint = #{e.endpoint}
              AND next_try_at <= UTC_TIMESTAMP(3)
            ORDER BY next_try_at, id
            LIMIT 1
            """)
    @Nullable
    Suspect head(@Param("e") Endpoint endpoint);

    /** idx_due. */
    @Select("""
            SELECT tenant_id, id AS subject, 'PENDING, and no time for its next try' AS seen
            FROM webhook_deliveries FORCE INDEX (idx_due)
            WHERE state = 'PENDING' AND next_try_at IS NULL
            LIMIT #{limit}
            """)
    List<Suspect> timeless(@Param("limit") int limit);

    /** PRIMARY. */
    @Update("""
            UPDATE webhook_deliveries SET next_try_at = UTC_TIMESTAMP(3)
            WHERE id = #{id} AND state = 'PENDING' AND next_try_at IS NULL
            """)
    int giveTime(@Param("id") String id);
}
