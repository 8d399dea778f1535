package io.taskservice.instance;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** The SQL of the scheduler's duties on instances: promotion, rescue, turns, retention. */
interface InstanceUpkeepMapper {

    /** idx_promote serves filter and order. */
    @Select("""
            SELECT id FROM task_instances FORCE INDEX (idx_promote)
            WHERE promote_at <= #{now}
            ORDER BY promote_at, id LIMIT #{limit}
            FOR UPDATE SKIP LOCKED
            """)
    List<InstanceId> lockPromotable(@Param("now") Instant now, @Param("limit") int limit);

    /**
     * idx_promote: the first entry, negative if that has come since it was looked for what is due. What has been overdue for
     * longer another node has locked.
     */
    @Select("""
            SELECT TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), MIN(promote_at))
            FROM task_instances FORCE INDEX (idx_promote)
            WHERE promote_at > TIMESTAMPADD(MICROSECOND, -100000, UTC_TIMESTAMP(3))
            """)
    @Nullable
    Long microsToNextPromotion();

    /** PRIMARY; the rows are locked by {@link #lockPromotable}. */
    @Update("""
            <script>
            UPDATE task_instances SET status = 'PENDING'
            WHERE status = 'SCHEDULED'
              AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int promote(@Param("ids") Collection<InstanceId> ids);

    /** idx_claim: its status prefix; as many rows as the cluster runs at once. */
    @Select("SELECT " + TaskInstanceMapper.COLUMNS + """
            FROM task_instances FORCE INDEX (idx_claim)
            WHERE status = 'RUNNING' AND execution_node = #{node}
            LIMIT #{limit}
            FOR UPDATE SKIP LOCKED
            """)
    List<InstanceRow> lockHeldBy(@Param("node") NodeId node, @Param("limit") int limit);

    /** idx_claim, as {@link #lockHeldBy}. */
    @Select("""
            SELECT COUNT(*) FROM task_instances FORCE INDEX (idx_claim)
            WHERE status = 'RUNNING' AND execution_node = #{node}
            """)
    int countHeldBy(@Param("node") NodeId node);

    /** idx_claim, as {@link #lockHeldBy}; then PRIMARY of nodes. */
    @Select("""
            SELECT DISTINCT i.execution_node
            FROM task_instances i FORCE INDEX (idx_claim)
            LEFT JOIN nodes n ON n.id = i.execution_node
            WHERE i.status = 'RUNNING' AND i.execution_node IS NOT NULL AND (n.id IS NULL OR n.state = 'GONE')
            """)
    List<NodeId> goneHolders();

    /** PRIMARY; the guard is the dead node itself: an instance that somehow moved on is left alone. */
    @Update("""
            <script>
            UPDATE task_instances
            SET status = #{status}, crash_count = crash_count + 1,
                end_time = CASE WHEN #{status.terminal} THEN UTC_TIMESTAMP(3) END,
                error_code = CASE WHEN #{status} = 'CANCELLED' THEN COALESCE(error_code, #{code}) ELSE #{code} END,
                error_message = #{message}
            WHERE status = 'RUNNING' AND execution_node = #{node}
              AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int free(
            @Param("node") NodeId node,
            @Param("ids") Collection<InstanceId> ids,
            @Param("status") InstanceStatus status,
            @Param("code") @Nullable FailureCode code,
            @Param("message") @Nullable String message);

    /** idx_definition: the active instances of these definitions. */
    @Select("""
            <script>
            SELECT d.id AS definition_id, COUNT(*) AS instances
            FROM task_definitions d
            JOIN task_instances i FORCE INDEX (idx_definition)
              ON i.tenant_id = d.tenant_id AND i.task_definition_id = d.id
              AND i.definition_stage IN ('SCHEDULED', 'ACTIVE')
            WHERE d.id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            GROUP BY d.id
            </script>
            """)
    List<ActiveCount> countActive(@Param("ids") Collection<DefinitionId> ids);

    /** uk_fire, which covers it. */
    @Select("""
            <script>
            SELECT fire_time FROM task_instances FORCE INDEX (uk_fire)
            WHERE task_definition_id = #{definitionId}
              AND fire_time IN <foreach collection="fireTimes" item="t" open="(" separator="," close=")">#{t}</foreach>
            </script>
            """)
    Set<Instant> findFired(
            @Param("definitionId") DefinitionId definitionId, @Param("fireTimes") Collection<Instant> fireTimes);

    /** idx_definition: whether an instance that is not waiting for its turn is active. */
    @Select("""
            SELECT COUNT(*) FROM task_instances FORCE INDEX (idx_definition)
            WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
              AND definition_stage IN ('SCHEDULED', 'ACTIVE') AND run_at < '9999-01-01'
            """)
    int countUnderWay(@Param("tenantId") TenantId tenantId, @Param("definitionId") DefinitionId definitionId);

    /** idx_definition serves filter and order: the oldest that waits for its turn. */
    @Select("""
            SELECT id FROM task_instances FORCE INDEX (idx_definition)
            WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
              AND definition_stage = 'SCHEDULED' AND run_at = '9999-01-01'
            ORDER BY id LIMIT 1
            FOR UPDATE
            """)
    @Nullable
    InstanceId lockNextInTurn(@Param("tenantId") TenantId tenantId, @Param("definitionId") DefinitionId definitionId);

    /** PRIMARY. */
    @Update("""
            UPDATE task_instances SET status = 'PENDING', run_at = UTC_TIMESTAMP(3)
            WHERE id = #{id} AND status = 'SCHEDULED'
            """)
    int giveTurn(@Param("id") InstanceId id);

    /** PRIMARY: ids grow with time. */
    @Select("""
            SELECT id FROM task_instances
            WHERE id < #{olderThan} AND status IN ('SUCCESS', 'FAILED', 'CANCELLED')
            ORDER BY id LIMIT #{limit}
            """)
    List<InstanceId> findOld(@Param("olderThan") InstanceId olderThan, @Param("limit") int limit);

    /** PRIMARY. */
    @Delete("""
            <script>
            DELETE FROM task_instances
            WHERE status IN ('SUCCESS', 'FAILED', 'CANCELLED')
              AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int deleteEnded(@Param("ids") Collection<InstanceId> ids);

    /** PRIMARY; one that a claim has locked is that claim's. */
    @Select("<script>SELECT " + TaskInstanceMapper.COLUMNS + """
            FROM task_instances
            WHERE id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            FOR UPDATE SKIP LOCKED
            </script>
            """)
    List<InstanceRow> lock(@Param("ids") Collection<InstanceId> ids);

    /** PRIMARY; the rows are locked. */
    @Update("""
            <script>
            UPDATE task_instances
            SET status = 'FAILED', end_time = UTC_TIMESTAMP(3), error_code = 'EXPIRED',
                error_message = 'It did not start before its queue timeout was over'
            WHERE status IN ('SCHEDULED', 'PENDING') AND attempt = 0
              AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int expire(@Param("ids") Collection<InstanceId> ids);
}
