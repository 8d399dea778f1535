package io.taskservice.live;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** The SQL of whoever looks at instances because no news came. */
interface LiveMapper {

    String COLUMNS = """
            id AS instance_id, tenant_id, task_definition_id AS definition_id, handler, queue, status, attempt, progress,
            progress_message, error_code
            """;

    /**
     * idx_tenant: one branch for each status, read from its newest and no further than a page. What runs is found by
     * idx_claim and sorted: as many rows as run.
     */
    @Select("<script><foreach collection=\"statuses\" item=\"status\" separator=\" UNION ALL \">(SELECT " + COLUMNS
            + """
            FROM task_instances
            <choose>
              <when test="status.name() == 'RUNNING'">FORCE INDEX (idx_claim)</when>
              <otherwise>FORCE INDEX (idx_tenant)</otherwise>
            </choose>
            WHERE tenant_id = #{tenantId} AND stage = #{status.stage} AND status = #{status}
            <if test="status.terminal">AND id >= #{endedSince}</if>
            ORDER BY id DESC LIMIT #{limit})</foreach>
            </script>
            """)
    List<Seen> newest(
            @Param("tenantId") TenantId tenantId,
            @Param("statuses") Collection<InstanceStatus> statuses,
            @Param("endedSince") InstanceId endedSince,
            @Param("limit") int limit);

    /** PRIMARY, then the owner. */
    @Select("<script>SELECT " + COLUMNS + """
            FROM task_instances
            WHERE tenant_id = #{tenantId}
              AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    List<Seen> findAll(@Param("tenantId") TenantId tenantId, @Param("ids") Collection<InstanceId> ids);

    /** idx_claim, which covers it; of each status as many as are counted at most: a flood costs no more than that. */
    @Select("""
            <script>
            SELECT queue, status, COUNT(*) AS instances FROM (
              <foreach collection="statuses" item="status" separator=" UNION ALL ">
              (SELECT queue, status FROM task_instances FORCE INDEX (idx_claim)
               WHERE status = #{status} AND tenant_id = #{tenantId} LIMIT #{most})</foreach>
            ) active GROUP BY queue, status ORDER BY queue, status
            </script>
            """)
    List<QueueDepth> queueDepths(
            @Param("tenantId") TenantId tenantId,
            @Param("statuses") Collection<InstanceStatus> statuses,
            @Param("most") int most);

    /** As much of a row as is news. */
    record Seen(
            InstanceId instanceId,
            TenantId tenantId,
            @Nullable DefinitionId definitionId,
            String handler,
            String queue,
            InstanceStatus status,
            int attempt,
            @Nullable Integer progress,
            @Nullable String progressMessage,
            @Nullable String errorCode) {}
}
