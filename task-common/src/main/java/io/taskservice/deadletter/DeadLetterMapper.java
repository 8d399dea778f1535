package io.taskservice.deadletter;

import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** All SQL on {@code dead_letters}. */
interface DeadLetterMapper {

    String COLUMNS = """
            task_instance_id AS instance_id, tenant_id, fingerprint, handler, queue, error_code, error_message, died_at
            """;

    /** The second half only lets the same outcome be written twice, after an answer that never came. */
    @Insert("""
            <script>
            INSERT INTO dead_letters (
              task_instance_id, tenant_id, fingerprint, handler, queue, error_code, error_message, died_at
            ) VALUES
            <foreach collection="letters" item="l" separator=",">
              (#{l.instanceId}, #{l.tenantId}, #{l.fingerprint}, #{l.handler}, #{l.queue}, #{l.errorCode},
               #{l.errorMessage}, #{l.diedAt})
            </foreach>
            ON DUPLICATE KEY UPDATE died_at = died_at
            </script>
            """)
    int insertAll(@Param("letters") Collection<DeadLetter> letters);

    String FILTER = """
            WHERE tenant_id = #{tenantId}
            <if test="filter.fingerprint != null">AND fingerprint = #{filter.fingerprint}</if>
            <if test="filter.handler != null">AND handler = #{filter.handler}</if>
            <if test="filter.queue != null">AND queue = #{filter.queue}</if>
            <if test="filter.errorCode != null">AND error_code = #{filter.errorCode}</if>
            <if test="filter.from != null">AND died_at &gt;= #{filter.from}</if>
            <if test="filter.to != null">AND died_at &lt; #{filter.to}</if>
            <if test="filter.before != null">AND task_instance_id &lt; #{filter.before}</if>
            """;

    /** idx_fingerprint or idx_tenant, in its order. */
    @Select("<script>SELECT " + COLUMNS + " FROM dead_letters " + FILTER
            + " ORDER BY task_instance_id DESC LIMIT #{limit}</script>")
    List<DeadLetter> list(
            @Param("tenantId") TenantId tenantId, @Param("filter") DeadLetterFilter filter, @Param("limit") int limit);

    /** PRIMARY, then the owner. */
    @Select("SELECT " + COLUMNS + " FROM dead_letters WHERE tenant_id = #{tenantId} AND task_instance_id = #{id}")
    @Nullable
    DeadLetter find(@Param("tenantId") TenantId tenantId, @Param("id") InstanceId id);

    /** idx_fingerprint or idx_tenant, in its order; one that somebody else deals with just now is passed over. */
    @Select("<script>SELECT task_instance_id FROM dead_letters " + FILTER
            + " ORDER BY task_instance_id LIMIT #{limit} FOR UPDATE SKIP LOCKED</script>")
    List<InstanceId> lockOldest(
            @Param("tenantId") TenantId tenantId, @Param("filter") DeadLetterFilter filter, @Param("limit") int limit);

    /** PRIMARY, then the owner; as {@link #lockOldest}. */
    @Select("""
            <script>
            SELECT task_instance_id FROM dead_letters
            WHERE tenant_id = #{tenantId}
              AND task_instance_id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            ORDER BY task_instance_id
            FOR UPDATE SKIP LOCKED
            </script>
            """)
    List<InstanceId> lockThese(@Param("tenantId") TenantId tenantId, @Param("ids") Collection<InstanceId> ids);

    /** idx_fingerprint: as many rows as the tenant has dead letters. */
    @Select("<script>SELECT fingerprint, COUNT(*) AS letters, MIN(handler) AS handler, MIN(error_code) AS error_code, "
            + "MIN(error_message) AS error_message, MAX(task_instance_id) AS newest, MIN(died_at) AS first_at, "
            + "MAX(died_at) AS last_at FROM dead_letters " + FILTER
            + " GROUP BY fingerprint ORDER BY letters DESC, fingerprint LIMIT #{limit}</script>")
    List<DeadLetterGroup> groups(
            @Param("tenantId") TenantId tenantId, @Param("filter") DeadLetterFilter filter, @Param("limit") int limit);

    /** idx_tenant. */
    @Select("<script>SELECT COUNT(*) FROM dead_letters " + FILTER + "</script>")
    long count(@Param("tenantId") TenantId tenantId, @Param("filter") DeadLetterFilter filter);

    /** PRIMARY, a few pages: there are as many as people have left. */
    @Select("SELECT COUNT(*) FROM dead_letters")
    long countAll();

    /** PRIMARY, then the owner; the rows are locked. */
    @Delete("""
            <script>
            DELETE FROM dead_letters
            WHERE tenant_id = #{tenantId}
              AND task_instance_id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int deleteThese(@Param("tenantId") TenantId tenantId, @Param("ids") Collection<InstanceId> ids);

    /** PRIMARY, then the owner. */
    @Delete("DELETE FROM dead_letters WHERE tenant_id = #{tenantId} AND task_instance_id = #{id}")
    int delete(@Param("tenantId") TenantId tenantId, @Param("id") InstanceId id);
}
