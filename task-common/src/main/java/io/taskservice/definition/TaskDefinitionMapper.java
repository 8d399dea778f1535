package io.taskservice.definition;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** All SQL on {@code task_definitions}. */
interface TaskDefinitionMapper {

    String COLUMNS = """
            id, tenant_id, task_name, description, task_handler, queue, priority, task_params, schedule_type,
                  cron_expression, interval_ms, run_at, anchor_at, time_zone, dst_gap_policy, starts_at, ends_at,
                  misfire_policy, misfire_threshold_ms, misfire_max, overlap_policy, timeout_ms, max_attempts,
                  backoff_initial_ms, backoff_max_ms, delivery, status, next_fire_time, partition_no, version,
                  created_at, updated_at, queue_timeout_ms, retry_on, no_retry_on, max_concurrency, concurrency_key
            """;

    @Insert("""
            INSERT INTO task_definitions (
            """ + COLUMNS + """
            ) VALUES (
              #{id}, #{tenantId}, #{taskName}, #{description}, #{taskHandler}, #{queue}, #{priority}, #{taskParams},
              #{scheduleType}, #{cronExpression}, #{intervalMs}, #{runAt}, #{anchorAt}, #{timeZone}, #{dstGapPolicy},
              #{startsAt}, #{endsAt}, #{misfirePolicy}, #{misfireThresholdMs}, #{misfireMax}, #{overlapPolicy},
              #{timeoutMs}, #{maxAttempts}, #{backoffInitialMs}, #{backoffMaxMs}, #{delivery}, #{status},
              #{nextFireTime}, #{partitionNo}, #{version}, #{createdAt}, #{updatedAt},
              #{queueTimeoutMs}, #{retryOn}, #{noRetryOn}, #{maxConcurrency}, #{concurrencyKey})
            """)
    int insert(DefinitionRow row);

    /** PRIMARY, then the owner. */
    @Select("SELECT " + COLUMNS + " FROM task_definitions WHERE tenant_id = #{tenantId} AND id = #{id}")
    @Nullable
    DefinitionRow find(@Param("tenantId") TenantId tenantId, @Param("id") DefinitionId id);

    /** PRIMARY, then the owner; held against the scheduler and other edits until the transaction ends. */
    @Select("SELECT " + COLUMNS + " FROM task_definitions WHERE tenant_id = #{tenantId} AND id = #{id} FOR UPDATE")
    @Nullable
    DefinitionRow lock(@Param("tenantId") TenantId tenantId, @Param("id") DefinitionId id);

    /** PRIMARY; the guard is the version the edit was made from. */
    @Update("""
            UPDATE task_definitions
            SET task_name = #{row.taskName}, description = #{row.description}, task_handler = #{row.taskHandler},
                queue = #{row.queue}, priority = #{row.priority}, task_params = #{row.taskParams},
                schedule_type = #{row.scheduleType}, cron_expression = #{row.cronExpression},
                interval_ms = #{row.intervalMs}, run_at = #{row.runAt}, anchor_at = #{row.anchorAt},
                time_zone = #{row.timeZone}, dst_gap_policy = #{row.dstGapPolicy}, starts_at = #{row.startsAt},
                ends_at = #{row.endsAt}, misfire_policy = #{row.misfirePolicy},
                misfire_threshold_ms = #{row.misfireThresholdMs}, misfire_max = #{row.misfireMax},
                overlap_policy = #{row.overlapPolicy}, timeout_ms = #{row.timeoutMs},
                max_attempts = #{row.maxAttempts}, backoff_initial_ms = #{row.backoffInitialMs},
                backoff_max_ms = #{row.backoffMaxMs}, delivery = #{row.delivery}, status = #{row.status},
                queue_timeout_ms = #{row.queueTimeoutMs}, retry_on = #{row.retryOn}, no_retry_on = #{row.noRetryOn},
                max_concurrency = #{row.maxConcurrency}, concurrency_key = #{row.concurrencyKey},
                next_fire_time = #{row.nextFireTime}, version = #{row.version}, updated_at = #{row.updatedAt}
            WHERE id = #{row.id} AND tenant_id = #{row.tenantId} AND version = #{seenVersion}
            """)
    int update(@Param("row") DefinitionRow row, @Param("seenVersion") long seenVersion);

    /** PRIMARY. */
    @Delete("DELETE FROM task_definitions WHERE tenant_id = #{tenantId} AND id = #{id}")
    int delete(@Param("tenantId") TenantId tenantId, @Param("id") DefinitionId id);

    String FILTER = """
            WHERE tenant_id = #{tenantId}
            <if test="filter.status != null">AND status = #{filter.status}</if>
            <if test="filter.handler != null">AND task_handler = #{filter.handler}</if>
            <if test="filter.query != null">AND LOCATE(LOWER(#{filter.query}), LOWER(task_name)) > 0</if>
            """;

    /** uk_name: in the order of the names, within the tenant. */
    @Select("<script>SELECT " + COLUMNS + " FROM task_definitions " + FILTER
            + " ORDER BY task_name LIMIT #{limit} OFFSET #{offset}</script>")
    List<DefinitionRow> list(
            @Param("tenantId") TenantId tenantId,
            @Param("filter") DefinitionFilter filter,
            @Param("limit") int limit,
            @Param("offset") long offset);

    /** uk_name. */
    @Select("<script>SELECT COUNT(*) FROM task_definitions " + FILTER + "</script>")
    long count(@Param("tenantId") TenantId tenantId, @Param("filter") DefinitionFilter filter);

    /** uk_name: its tenant prefix; as many rows as the tenant has definitions. */
    @Select("SELECT " + COLUMNS + """
            FROM task_definitions
            WHERE tenant_id = #{tenantId} AND status = 'ENABLED' AND next_fire_time IS NOT NULL
            ORDER BY next_fire_time, id LIMIT #{limit}
            """)
    List<DefinitionRow> nextToFire(@Param("tenantId") TenantId tenantId, @Param("limit") int limit);

    /**
     * idx_due serves filter and order. Other nodes skip what is locked here and get the rest. A definition that
     * another node's partition holds is left to it for a second, then anyone may fire it.
     */
    @Select("""
            <script>
            SELECT
            """ + COLUMNS + """
            FROM task_definitions FORCE INDEX (idx_due)
            WHERE status = 'ENABLED' AND next_fire_time &lt;= #{now}
            <choose>
              <when test="partitions.isEmpty()">AND next_fire_time &lt;= #{anyonesBefore}</when>
              <when test="partitions.size() != 16">
                AND (next_fire_time &lt;= #{anyonesBefore} OR partition_no IN
                <foreach collection="partitions" item="p" open="(" separator="," close=")">#{p}</foreach>)
              </when>
            </choose>
            <if test="!aside.isEmpty()">
              AND id NOT IN <foreach collection="aside" item="id" open="(" separator="," close=")">#{id}</foreach>
            </if>
            ORDER BY next_fire_time, partition_no, id
            LIMIT #{limit}
            FOR UPDATE SKIP LOCKED
            </script>
            """)
    List<DefinitionRow> lockDue(
            @Param("now") Instant now,
            @Param("anyonesBefore") Instant anyonesBefore,
            @Param("partitions") Collection<Integer> partitions,
            @Param("aside") Collection<DefinitionId> aside,
            @Param("limit") int limit);

    /** idx_due, which covers it. */
    @Select("""
            <script>
            SELECT DISTINCT next_fire_time
            FROM task_definitions FORCE INDEX (idx_due)
            WHERE status = 'ENABLED' AND next_fire_time > #{after} AND next_fire_time &lt;= #{upTo}
              AND partition_no IN <foreach collection="partitions" item="p" open="(" separator="," close=")">#{p}</foreach>
            ORDER BY next_fire_time
            LIMIT #{limit}
            </script>
            """)
    List<Instant> upcoming(
            @Param("after") Instant after,
            @Param("upTo") Instant upTo,
            @Param("partitions") Collection<Integer> partitions,
            @Param("limit") int limit);

    /** PRIMARY; the compare-and-set of each cursor: a definition edited or fired meanwhile keeps what it has. */
    @Update("""
            <script>
            UPDATE task_definitions
            SET next_fire_time = CASE id
              <foreach collection="moves" item="m">WHEN #{m.id} THEN CAST(#{m.next} AS DATETIME(3)) </foreach> END
            WHERE <foreach collection="moves" item="m" separator=" OR ">
              (id = #{m.id} AND next_fire_time = #{m.seen} AND version = #{m.version})</foreach>
            </script>
            """)
    int moveCursors(@Param("moves") List<CursorMove> moves);

    /** PRIMARY of both: the definitions that act when these instances end, held until the transaction does. */
    @Select("""
            <script>
            SELECT
            """ + COLUMNS + """
            FROM task_definitions
            WHERE id IN (SELECT task_definition_id FROM task_instances WHERE id IN
              <foreach collection="instances" item="i" open="(" separator="," close=")">#{i}</foreach>)
            ORDER BY id
            FOR UPDATE
            </script>
            """)
    List<DefinitionRow> lockFollowing(@Param("instances") Collection<InstanceId> instances);

    /** PRIMARY; only a chain that waits for its instance to end is taken on. */
    @Update("""
            UPDATE task_definitions SET next_fire_time = #{next}
            WHERE id = #{id} AND status != 'DISABLED' AND next_fire_time IS NULL AND schedule_type = 'FIXED_DELAY'
            """)
    int continueChain(@Param("id") DefinitionId id, @Param("next") Instant next);

    /** PRIMARY serves filter and order: a stretch of the definitions of all tenants. */
    @Select("SELECT " + COLUMNS + """
            FROM task_definitions
            WHERE id > #{after}
            ORDER BY id LIMIT #{limit}
            """)
    List<DefinitionRow> stretch(@Param("after") String after, @Param("limit") int limit);

    /** PRIMARY; the compare-and-set of a cursor that may be none. */
    @Update("""
            UPDATE task_definitions SET next_fire_time = #{next}
            WHERE id = #{id} AND status != 'DISABLED' AND version = #{seen.version}
              AND next_fire_time <=> #{seen.nextFireTime}
            """)
    int setCursor(@Param("id") DefinitionId id, @Param("seen") Cursor seen, @Param("next") Instant next);

    /** uk_name: its tenant prefix. */
    @Update("""
            UPDATE task_definitions SET status = #{to} WHERE tenant_id = #{tenantId} AND status = #{from}
            """)
    int changeAll(
            @Param("tenantId") TenantId tenantId,
            @Param("from") DefinitionStatus from,
            @Param("to") DefinitionStatus to);
}
