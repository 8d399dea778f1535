package io.taskservice.instance;

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

/**
 * The SQL of rows that only some instances have: labels and expiries; how every such row goes with its instance, and what
 * one leaves behind.
 */
interface SideRowMapper {

    @Insert("""
            <script>
            INSERT INTO instance_expiries (expires_at, task_instance_id) VALUES
            <foreach collection="instances" item="i" separator=",">(#{i.expiresAt}, #{i.id})</foreach>
            </script>
            """)
    int insertExpiries(@Param("instances") List<NewInstance> instances);

    @Insert("""
            <script>
            INSERT INTO instance_labels (tenant_id, name, value, task_instance_id) VALUES
            <foreach collection="instances" item="i" separator=",">
              <foreach collection="i.origin.labels.byName" index="name" item="value" separator=",">
                (#{i.tenantId}, #{name}, #{value}, #{i.id})</foreach>
            </foreach>
            </script>
            """)
    int insertLabels(@Param("instances") List<NewInstance> instances);

    /** PRIMARY: the first to expire. Rows somebody else has locked are theirs. */
    @Select("""
            SELECT task_instance_id FROM instance_expiries
            WHERE expires_at <= #{now}
            ORDER BY expires_at, task_instance_id LIMIT #{limit}
            FOR UPDATE SKIP LOCKED
            """)
    List<InstanceId> lockExpiries(@Param("now") Instant now, @Param("limit") int limit);

    /** PRIMARY: up to the instant the rows were locked for. */
    @Delete("""
            <script>
            DELETE FROM instance_expiries
            WHERE expires_at &lt;= #{now}
              AND task_instance_id IN
              <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int deleteExpiries(@Param("now") Instant now, @Param("ids") Collection<InstanceId> ids);

    /** PRIMARY of task_attempts. */
    @Delete("""
            <script>
            DELETE FROM task_attempts
            WHERE task_instance_id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int deleteAttempts(@Param("ids") Collection<InstanceId> ids);

    /** PRIMARY of dead_letters. */
    @Delete("""
            <script>
            DELETE FROM dead_letters
            WHERE task_instance_id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int deleteDeadLetters(@Param("ids") Collection<InstanceId> ids);

    /** idx_instance of instance_labels. */
    @Delete("""
            <script>
            DELETE FROM instance_labels
            WHERE task_instance_id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int deleteLabels(@Param("ids") Collection<InstanceId> ids);

    /** What a deleted instance leaves of its fire time, so that this is still accounted for. */
    @Insert("""
            INSERT INTO fire_gaps (id, tenant_id, task_definition_id, from_time, to_time, fires, reason, created_at)
            VALUES (#{id}, #{tenantId}, #{definitionId}, #{fireTime}, #{fireTime}, 1, 'DELETED', UTC_TIMESTAMP(3))
            """)
    int leaveGap(
            @Param("id") String id,
            @Param("tenantId") TenantId tenantId,
            @Param("definitionId") DefinitionId definitionId,
            @Param("fireTime") Instant fireTime);

    /** Everything that goes with instances which are deleted; an expiry goes by itself, at its time. */
    default void deleteOf(Collection<InstanceId> ids) {
        deleteAttempts(ids);
        deleteDeadLetters(ids);
        deleteLabels(ids);
    }
}
