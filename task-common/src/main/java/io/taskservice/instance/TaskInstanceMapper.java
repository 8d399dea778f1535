package io.taskservice.instance;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/**
 * The SQL that moves instances: claim, completion, cancel.
 *
 * <p>Every UPDATE of a status is guarded by the status it leads from and, once RUNNING, by node and attempt. The rows it
 * reports are the verdict: fewer than asked for means somebody else was first.
 */
interface TaskInstanceMapper {

    String COLUMNS = """
            id, tenant_id, task_definition_id, handler, queue, priority, execution_params, status, fire_time, run_at,
            attempt, retry_count, crash_count, max_attempts, backoff_initial_ms, backoff_max_ms, timeout_ms, delivery,
            followed, cancel_requested, execution_node, start_time, end_time, execution_duration, progress,
            progress_message, result, error_code, error_message, biz_key, request_key, retry_of, trace_id, created_at,
            queue_timeout_ms, expires_at, retry_on, no_retry_on, concurrency_key, concurrency_limit, labels,
            progress_counters, progress_at, callback_url
            """;

    /** PRIMARY; what does not run is let go of again, which a join would not do. */
    @Select("""
            <script>
            SELECT id, attempt, execution_node AS node FROM task_instances FORCE INDEX (PRIMARY)
            WHERE status = 'RUNNING' AND execution_node IS NOT NULL
              AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            FOR UPDATE
            </script>
            """)
    List<Holding> lockRunning(@Param("ids") Collection<InstanceId> ids);

    /** PRIMARY; those whose definition acts on their end, as things are now. */
    @Select("""
            <script>
            SELECT id FROM task_instances
            WHERE followed AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    Set<InstanceId> findFollowed(@Param("ids") Collection<InstanceId> ids);

    /** Writes outcomes; see {@link #completeRows}. */
    default int complete(Collection<Completion> completions) {
        return completeRows(InstanceJson.ofCompletions(completions));
    }

    /** PRIMARY, by joining the ids asked for; the conversion keeps the join on the index whatever the session's charset. */
    @Update("""
            UPDATE JSON_TABLE(#{rows}, '$[*]' COLUMNS (
              id VARCHAR(100) PATH '$.id', node VARCHAR(100) PATH '$.node', attempt INT PATH '$.attempt',
              status VARCHAR(20) PATH '$.status', terminal INT PATH '$.terminal', duration BIGINT PATH '$.duration',
              wait_ms BIGINT PATH '$.wait_ms', counted INT PATH '$.counted', result LONGTEXT PATH '$.result',
              error_code VARCHAR(1000) PATH '$.error_code', error_message LONGTEXT PATH '$.error_message')) c
            STRAIGHT_JOIN task_instances i ON i.id = CONVERT(c.id USING ascii) COLLATE ascii_bin
            SET i.status = c.status,
                i.end_time = CASE WHEN c.terminal THEN UTC_TIMESTAMP(3) END,
                i.execution_duration = c.duration,
                i.run_at = CASE WHEN c.status = 'SCHEDULED'
                  THEN TIMESTAMPADD(MICROSECOND, c.wait_ms * 1000, UTC_TIMESTAMP(3)) ELSE i.run_at END,
                i.retry_count = i.retry_count + CASE WHEN c.counted THEN 1 ELSE 0 END,
                i.result = c.result, i.error_message = c.error_message,
                i.error_code = CASE WHEN c.status = 'CANCELLED' OR NOT c.terminal AND i.error_code = 'REPLACED'
                  THEN COALESCE(i.error_code, c.error_code) ELSE c.error_code END
            WHERE i.status = 'RUNNING' AND i.execution_node = CONVERT(c.node USING ascii) COLLATE ascii_bin
              AND i.attempt = c.attempt
            """)
    int completeRows(@Param("rows") String rows);

    /** PRIMARY. */
    @Select("<script>SELECT " + COLUMNS + """
            FROM task_instances
            WHERE id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    List<InstanceRow> findAll(@Param("ids") Collection<InstanceId> ids);

    /** PRIMARY; a cancel that came while the attempt ran, of an instance that would otherwise be tried again. */
    @Update("""
            <script>
            UPDATE task_instances
            SET status = 'CANCELLED', end_time = UTC_TIMESTAMP(3), error_message = NULL,
                error_code = CASE WHEN error_code = 'REPLACED' THEN error_code ELSE 'CANCELLED' END
            WHERE cancel_requested AND status IN ('SCHEDULED', 'PENDING')
              AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int cancelRequested(@Param("ids") Collection<InstanceId> ids);

    /** PRIMARY. */
    @Update("""
            UPDATE task_instances
            SET status = 'CANCELLED', end_time = UTC_TIMESTAMP(3), error_code = #{code}
            WHERE id = #{id} AND tenant_id = #{tenantId} AND status IN ('SCHEDULED', 'PENDING')
            """)
    int cancelWaiting(
            @Param("tenantId") TenantId tenantId, @Param("id") InstanceId id, @Param("code") FailureCode code);

    /** PRIMARY. */
    @Update("""
            UPDATE task_instances SET cancel_requested = TRUE
            WHERE id = #{id} AND tenant_id = #{tenantId} AND status = 'RUNNING'
            """)
    int requestCancel(@Param("tenantId") TenantId tenantId, @Param("id") InstanceId id);

    /** idx_definition: the active ones; those that wait are held until the transaction ends. */
    @Select("""
            SELECT id FROM task_instances FORCE INDEX (idx_definition)
            WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
              AND definition_stage IN ('SCHEDULED', 'ACTIVE') AND status IN ('SCHEDULED', 'PENDING')
            FOR UPDATE
            """)
    List<InstanceId> lockWaitingOf(
            @Param("tenantId") TenantId tenantId, @Param("definitionId") DefinitionId definitionId);

    /** PRIMARY. */
    @Update("""
            <script>
            UPDATE task_instances SET status = 'CANCELLED', end_time = UTC_TIMESTAMP(3), error_code = 'REPLACED'
            WHERE status IN ('SCHEDULED', 'PENDING')
              AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int replaceWaiting(@Param("ids") Collection<InstanceId> ids);

    /** idx_definition. */
    @Update("""
            UPDATE task_instances FORCE INDEX (idx_definition)
            SET cancel_requested = TRUE, error_code = 'REPLACED'
            WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
              AND definition_stage = 'ACTIVE' AND status = 'RUNNING'
            """)
    int replaceRunning(@Param("tenantId") TenantId tenantId, @Param("definitionId") DefinitionId definitionId);

    /** idx_definition: only active ones. An end that is under way is waited for here, or sees that it is followed. */
    @Update("""
            UPDATE task_instances FORCE INDEX (idx_definition) SET followed = TRUE
            WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
              AND definition_stage IN ('SCHEDULED', 'ACTIVE')
            """)
    int follow(@Param("tenantId") TenantId tenantId, @Param("definitionId") DefinitionId definitionId);

    /** Writes progress; see {@link #reportRows}. */
    default int report(Collection<ProgressReport> reports) {
        return reportRows(InstanceJson.ofReports(reports));
    }

    /** PRIMARY, a batch at a time; only the attempt that reports is written. */
    @Update("""
            UPDATE JSON_TABLE(#{rows}, '$[*]' COLUMNS (
              id VARCHAR(100) PATH '$.id', node VARCHAR(100) PATH '$.node', attempt INT PATH '$.attempt',
              percent INT PATH '$.percent', message LONGTEXT PATH '$.message', counters LONGTEXT PATH '$.counters')) r
            STRAIGHT_JOIN task_instances i ON i.id = CONVERT(r.id USING ascii) COLLATE ascii_bin
            SET i.progress = r.percent, i.progress_message = r.message, i.progress_counters = r.counters,
                i.progress_at = UTC_TIMESTAMP(3)
            WHERE i.status = 'RUNNING' AND i.execution_node = CONVERT(r.node USING ascii) COLLATE ascii_bin
              AND i.attempt = r.attempt
            """)
    int reportRows(@Param("rows") String rows);

    /** PRIMARY, then the owner. */
    @Select("SELECT " + COLUMNS + " FROM task_instances WHERE tenant_id = #{tenantId} AND id = #{id}")
    @Nullable
    InstanceRow find(@Param("tenantId") TenantId tenantId, @Param("id") InstanceId id);

    /** PRIMARY, then the owner. */
    @Select("<script>SELECT " + COLUMNS + """
            FROM task_instances
            WHERE tenant_id = #{tenantId}
              AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    List<InstanceRow> findThese(@Param("tenantId") TenantId tenantId, @Param("ids") Collection<InstanceId> ids);

    /** PRIMARY; only what waits. */
    @Update("""
            UPDATE task_instances SET priority = #{priority}
            WHERE id = #{id} AND tenant_id = #{tenantId} AND status IN ('SCHEDULED', 'PENDING')
            """)
    int changePriority(
            @Param("tenantId") TenantId tenantId, @Param("id") InstanceId id, @Param("priority") int priority);

    /** PRIMARY. */
    @Delete("""
            DELETE FROM task_instances
            WHERE id = #{id} AND tenant_id = #{tenantId} AND status IN ('SUCCESS', 'FAILED', 'CANCELLED')
            """)
    int deleteEnded(@Param("tenantId") TenantId tenantId, @Param("id") InstanceId id);

    /** uk_request. */
    @Select("<script>SELECT " + COLUMNS + """
            FROM task_instances
            WHERE tenant_id = #{tenantId}
              AND request_key IN <foreach collection="keys" item="k" open="(" separator="," close=")">#{k}</foreach>
            </script>
            """)
    List<InstanceRow> findByRequestKeys(@Param("tenantId") TenantId tenantId, @Param("keys") Collection<String> keys);
}
