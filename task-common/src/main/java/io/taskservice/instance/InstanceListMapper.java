package io.taskservice.instance;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import java.time.Duration;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** The SQL of lists and counts. */
interface InstanceListMapper {

    /**
     * idx_definition, idx_biz_key or idx_tenant: one branch for each status, so that each is read in the order of its
     * index and stops after a page, however long the history. What runs, however much waits, is found by idx_claim and
     * sorted: as many rows as run.
     */
    @Select("<script><foreach collection=\"filter.statuses\" item=\"status\" separator=\" UNION ALL \">(SELECT "
            + TaskInstanceMapper.COLUMNS
            + """
            FROM task_instances
            <choose>
              <when test="filter.bizKey != null">FORCE INDEX (idx_biz_key)</when>
              <when test="filter.definitionId != null">FORCE INDEX (idx_definition)</when>
              <when test="status.name() == 'RUNNING'">FORCE INDEX (idx_claim)</when>
              <otherwise>FORCE INDEX (idx_tenant)</otherwise>
            </choose>
            WHERE tenant_id = #{tenantId} AND stage = #{status.stage} AND status = #{status}
            <if test="filter.definitionId != null">
            AND task_definition_id = #{filter.definitionId} AND definition_stage = #{status.stage}
            </if>
            <if test="filter.handler != null">AND handler = #{filter.handler}</if>
            <if test="filter.queue != null">AND queue = #{filter.queue}</if>
            <if test="filter.bizKey != null">AND biz_key = #{filter.bizKey}</if>
            <if test="filter.from != null">AND created_at &gt;= #{filter.from}</if>
            <if test="filter.to != null">AND created_at &lt; #{filter.to}</if>
            <if test="filter.before != null">AND id &lt; #{filter.before}</if>
            ORDER BY id DESC LIMIT #{limit})</foreach>
            ORDER BY id DESC LIMIT #{limit}
            </script>
            """)
    List<InstanceRow> list(
            @Param("tenantId") TenantId tenantId, @Param("filter") InstanceFilter filter, @Param("limit") int limit);

    /** PRIMARY of instance_labels, from the newest with the first label down; the rest is looked up for each. */
    @Select("<script>SELECT " + TaskInstanceMapper.COLUMNS + """
            FROM task_instances
            WHERE tenant_id = #{tenantId} AND id IN (SELECT id FROM (
              SELECT i.id FROM instance_labels l
              JOIN task_instances i ON i.id = l.task_instance_id AND i.tenant_id = l.tenant_id
              WHERE l.tenant_id = #{tenantId} AND l.name = #{filter.firstLabel} AND l.value = #{filter.firstLabelValue}
                AND i.status IN <foreach collection="filter.statuses" item="s" open="(" separator="," close=")">#{s}</foreach>
                <foreach collection="filter.labels" index="name" item="value">
                AND EXISTS (
                  SELECT 1 FROM instance_labels o
                  WHERE o.tenant_id = #{tenantId} AND o.name = #{name} AND o.value = #{value}
                    AND o.task_instance_id = l.task_instance_id)
                </foreach>
                <if test="filter.definitionId != null">AND i.task_definition_id = #{filter.definitionId}</if>
                <if test="filter.handler != null">AND i.handler = #{filter.handler}</if>
                <if test="filter.queue != null">AND i.queue = #{filter.queue}</if>
                <if test="filter.bizKey != null">AND i.biz_key = #{filter.bizKey}</if>
                <if test="filter.from != null">AND i.created_at &gt;= #{filter.from}</if>
                <if test="filter.to != null">AND i.created_at &lt; #{filter.to}</if>
                <if test="filter.before != null">AND l.task_instance_id &lt; #{filter.before}</if>
              ORDER BY l.task_instance_id DESC LIMIT #{limit}) page)
            ORDER BY id DESC
            </script>
            """)
    List<InstanceRow> listLabelled(
            @Param("tenantId") TenantId tenantId, @Param("filter") InstanceFilter filter, @Param("limit") int limit);

    /** idx_definition serves filter and order. */
    @Select("""
            SELECT execution_duration FROM task_instances FORCE INDEX (idx_definition)
            WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
              AND definition_stage = 'SUCCESS'
              AND execution_duration IS NOT NULL
            ORDER BY id DESC LIMIT 20
            """)
    List<Duration> durationsOfDefinition(
            @Param("tenantId") TenantId tenantId, @Param("definitionId") DefinitionId definitionId);

    /** idx_tenant serves filter and order of the inner part: so many rows, whatever the handler. */
    @Select("""
            SELECT execution_duration FROM (
              SELECT id, handler, execution_duration FROM task_instances FORCE INDEX (idx_tenant)
              WHERE tenant_id = #{tenantId} AND stage = 'SUCCESS'
              ORDER BY id DESC LIMIT 200) recent
            WHERE handler = #{handler} AND execution_duration IS NOT NULL
            ORDER BY id DESC LIMIT 20
            """)
    List<Duration> durationsOfHandler(@Param("tenantId") TenantId tenantId, @Param("handler") String handler);

    /** idx_claim, which covers it; only active ones, so that it costs what waits and runs, not the history. */
    @Select("""
            SELECT status, COUNT(*) AS instances FROM task_instances FORCE INDEX (idx_claim)
            WHERE tenant_id = #{tenantId} AND status IN ('SCHEDULED', 'PENDING', 'RUNNING')
            GROUP BY status
            """)
    List<StatusCount> countActive(@Param("tenantId") TenantId tenantId);

    /** idx_definition: the active instances of a definition. */
    @Select("""
            SELECT EXISTS (
              SELECT 1 FROM task_instances FORCE INDEX (idx_definition)
              WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
                AND definition_stage IN ('SCHEDULED', 'ACTIVE') AND followed)
            """)
    boolean anyFollowed(@Param("tenantId") TenantId tenantId, @Param("definitionId") DefinitionId definitionId);

    /** idx_claim, which covers it. */
    @Select("""
            SELECT queue, COUNT(*) AS instances FROM task_instances FORCE INDEX (idx_claim)
            WHERE status = 'PENDING' GROUP BY queue
            """)
    List<QueueSize> queueSizes();
}
