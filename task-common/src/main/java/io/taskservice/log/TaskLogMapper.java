package io.taskservice.log;

import io.taskservice.database.JsonRow;
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

/** All SQL on {@code task_logs}. */
interface TaskLogMapper {

    /** Adds lines; see {@link #insertRows}. */
    default int insertAll(List<LogRow> lines) {
        return insertRows(JsonRow.write(
                lines,
                (row, next) -> row.put("id", next.id())
                        .put("tenant_id", next.line().tenantId().value())
                        .put("instance_id", next.line().instanceId().value())
                        .put("attempt", next.line().attempt())
                        .put("seq", next.line().seq())
                        .put("level", next.line().level().name())
                        .put("message", next.line().message())
                        .put("time", next.line().time())));
    }

    @Insert("""
            INSERT INTO task_logs (id, tenant_id, task_instance_id, attempt, seq, log_level, log_message, log_time)
            SELECT id, tenant_id, instance_id, attempt, seq, level, message, time
            FROM JSON_TABLE(#{rows}, '$[*]' COLUMNS (
              id VARCHAR(100) PATH '$.id', tenant_id VARCHAR(100) PATH '$.tenant_id',
              instance_id VARCHAR(100) PATH '$.instance_id', attempt INT PATH '$.attempt', seq INT PATH '$.seq',
              level VARCHAR(20) PATH '$.level', message LONGTEXT PATH '$.message', time DATETIME(3) PATH '$.time')) r
            """)
    int insertRows(@Param("rows") String rows);

    /** PRIMARY serves filter and order; the time bound leaves out the partitions before the instance existed. */
    @Select("""
            <script>
            SELECT tenant_id, task_instance_id AS instance_id, attempt, seq, log_level AS level,
                   log_message AS message, log_time AS time
            FROM task_logs
            WHERE task_instance_id = #{instanceId} AND tenant_id = #{tenantId} AND log_time &gt;= #{notBefore}
              AND (attempt &gt; #{after.attempt} OR attempt = #{after.attempt} AND seq &gt; #{after.seq})
              AND log_level IN <foreach collection="levels" item="l" open="(" separator="," close=")">#{l}</foreach>
            ORDER BY attempt, seq LIMIT #{limit}
            </script>
            """)
    List<LogLine> read(
            @Param("tenantId") TenantId tenantId,
            @Param("instanceId") InstanceId instanceId,
            @Param("notBefore") Instant notBefore,
            @Param("levels") Collection<LogLevel> levels,
            @Param("after") LogCursor after,
            @Param("limit") int limit);

    /** PRIMARY: its instance prefix; the time bound as in {@link #read}. */
    @Delete("""
            DELETE FROM task_logs
            WHERE task_instance_id = #{instanceId} AND tenant_id = #{tenantId} AND log_time >= #{notBefore}
            """)
    int deleteOf(
            @Param("tenantId") TenantId tenantId,
            @Param("instanceId") InstanceId instanceId,
            @Param("notBefore") Instant notBefore);

    /** The day partitions there are, by name; the dictionary. */
    @Select("""
            SELECT partition_name FROM information_schema.partitions
            WHERE table_schema = DATABASE() AND table_name = 'task_logs' AND partition_name != 'p_future'
            ORDER BY partition_name
            """)
    List<String> partitions();

    /** Splits days off the last partition, which is empty as long as this runs in time. */
    @Update("""
            <script>
            ALTER TABLE task_logs REORGANIZE PARTITION p_future INTO (
              <foreach collection="days" item="d">PARTITION ${d.name} VALUES LESS THAN ('${d.end}'), </foreach>
              PARTITION p_future VALUES LESS THAN (MAXVALUE))
            </script>
            """)
    void addPartitions(@Param("days") List<LogPartitions.Day> days);

    /** Drops whole days at once. */
    @Update("<script>ALTER TABLE task_logs DROP PARTITION"
            + " <foreach collection=\"names\" item=\"n\" separator=\",\">${n}</foreach></script>")
    void dropPartitions(@Param("names") List<String> names);

    /** A line and its id. */
    record LogRow(String id, LogLine line) {}
}
