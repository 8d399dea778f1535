package io.taskservice.idempotency;

import io.taskservice.identity.TenantId;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** All SQL on {@code idempotency_keys}. */
interface IdempotencyMapper {

    /** PRIMARY; fails at once when the transaction of the first request still holds the row. */
    @Select("""
            SELECT request_hash, status_code, response, location, etag
            FROM idempotency_keys
            WHERE tenant_id = #{tenantId} AND idempotency_key = #{key}
              AND created_at > TIMESTAMPADD(HOUR, -#{hours}, UTC_TIMESTAMP(3))
            FOR UPDATE NOWAIT
            """)
    @Nullable
    FirstAnswer find(@Param("tenantId") TenantId tenantId, @Param("key") String key, @Param("hours") int hours);

    /** PRIMARY. */
    @Delete("""
            DELETE FROM idempotency_keys
            WHERE tenant_id = #{tenantId} AND idempotency_key = #{key}
              AND created_at <= TIMESTAMPADD(HOUR, -#{hours}, UTC_TIMESTAMP(3))
            """)
    int deleteExpired(@Param("tenantId") TenantId tenantId, @Param("key") String key, @Param("hours") int hours);

    @Insert("""
            INSERT INTO idempotency_keys (tenant_id, idempotency_key, request_hash, created_at)
            VALUES (#{tenantId}, #{key}, #{hash}, UTC_TIMESTAMP(3))
            """)
    int insert(@Param("tenantId") TenantId tenantId, @Param("key") String key, @Param("hash") String hash);

    /** PRIMARY; the row is this transaction's own. */
    @Update("""
            UPDATE idempotency_keys
            SET status_code = #{a.statusCode}, response = #{a.response}, location = #{a.location}, etag = #{a.etag}
            WHERE tenant_id = #{tenantId} AND idempotency_key = #{key}
            """)
    int keep(@Param("tenantId") TenantId tenantId, @Param("key") String key, @Param("a") FirstAnswer answer);

    /** idx_created. */
    @Delete("""
            DELETE FROM idempotency_keys
            WHERE created_at <= TIMESTAMPADD(HOUR, -#{hours}, UTC_TIMESTAMP(3))
            ORDER BY created_at LIMIT #{limit}
            """)
    int forget(@Param("hours") int hours, @Param("limit") int limit);
}
