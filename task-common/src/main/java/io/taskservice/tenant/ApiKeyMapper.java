package io.taskservice.tenant;

import io.taskservice.identity.TenantId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** All SQL on {@code api_keys}. */
interface ApiKeyMapper {

    String COLUMNS = """
            id, key_id, tenant_id, role, scopes, name, lineage_id, expires_at, retires_at, last_used_at, revoked_at,
            created_at
            """;

    @Insert("""
            INSERT INTO api_keys (id, key_id, secret_hash, tenant_id, role, scopes, name, lineage_id, expires_at,
                                  retires_at, last_used_at, revoked_at, created_at)
            VALUES (#{k.id}, #{k.keyId}, #{hash}, #{k.tenantId}, #{k.grant.role}, #{scopes}, #{k.name},
                    #{k.lineageId}, #{k.expiresAt}, NULL, NULL, NULL, #{k.createdAt})
            """)
    int insert(@Param("k") ApiKey key, @Param("scopes") String scopes, @Param("hash") String hash);

    /** uk_key_id; then PRIMARY of tenants. */
    @Select("""
            <script>
            SELECT k.key_id, k.secret_hash, k.tenant_id, k.role, k.scopes, t.status AS tenant_status
            FROM api_keys k JOIN tenants t ON t.id = k.tenant_id
            WHERE k.key_id IN <foreach collection="keyIds" item="k" open="(" separator="," close=")">#{k}</foreach>
              AND k.revoked_at IS NULL
              AND (k.expires_at IS NULL OR k.expires_at > UTC_TIMESTAMP(3))
              AND (k.retires_at IS NULL OR k.retires_at > UTC_TIMESTAMP(3))
            </script>
            """)
    List<LiveKey> findLive(@Param("keyIds") Collection<String> keyIds);

    /** idx_tenant serves filter and order. */
    @Select("SELECT " + COLUMNS + """
            FROM api_keys WHERE tenant_id = #{tenantId} ORDER BY id LIMIT #{limit} OFFSET #{offset}
            """)
    List<ApiKeyRow> list(@Param("tenantId") TenantId tenantId, @Param("limit") int limit, @Param("offset") long offset);

    /** idx_tenant. */
    @Select("SELECT COUNT(*) FROM api_keys WHERE tenant_id = #{tenantId}")
    long count(@Param("tenantId") TenantId tenantId);

    /** PRIMARY, then the owner. */
    @Select("SELECT " + COLUMNS + " FROM api_keys WHERE tenant_id = #{tenantId} AND id = #{id}")
    @Nullable
    ApiKeyRow find(@Param("tenantId") TenantId tenantId, @Param("id") String id);

    /** idx_lineage; held so that of two who rotate at once the second sees what the first has made. */
    @Select(
            "SELECT id FROM api_keys WHERE tenant_id = #{tenantId} AND lineage_id = #{lineageId} ORDER BY id FOR UPDATE")
    List<String> lockLineage(@Param("tenantId") TenantId tenantId, @Param("lineageId") String lineageId);

    /** idx_lineage: its live ones, two at most. */
    @Select("""
            SELECT id FROM api_keys
            WHERE tenant_id = #{tenantId} AND lineage_id = #{lineageId} AND revoked_at IS NULL
              AND (expires_at IS NULL OR expires_at > UTC_TIMESTAMP(3))
              AND (retires_at IS NULL OR retires_at > UTC_TIMESTAMP(3))
            """)
    List<String> liveOfLineage(@Param("tenantId") TenantId tenantId, @Param("lineageId") String lineageId);

    /** PRIMARY, then the owner; an end that was set already and comes sooner stays. */
    @Update("""
            UPDATE api_keys
            SET retires_at = CASE
                WHEN retires_at < TIMESTAMPADD(MICROSECOND, #{overlap} * 1000, UTC_TIMESTAMP(3)) THEN retires_at
                ELSE TIMESTAMPADD(MICROSECOND, #{overlap} * 1000, UTC_TIMESTAMP(3)) END
            WHERE tenant_id = #{tenantId} AND id = #{id}
            """)
    int retire(@Param("tenantId") TenantId tenantId, @Param("id") String id, @Param("overlap") Duration overlap);

    /**
     * No index: some hundred rows, read when a key is revoked; held so that two cannot revoke the last two at once. One
     * that a successor replaces will be gone soon, and does not count.
     */
    @Select("""
            SELECT id FROM api_keys
            WHERE role = 'PLATFORM_ADMIN' AND revoked_at IS NULL AND retires_at IS NULL
              AND (expires_at IS NULL OR expires_at > UTC_TIMESTAMP(3))
            FOR UPDATE
            """)
    List<String> lockLiveAdmins();

    /** PRIMARY. */
    @Update("""
            UPDATE api_keys SET revoked_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = #{tenantId} AND id = #{id} AND revoked_at IS NULL
            """)
    int revoke(@Param("tenantId") TenantId tenantId, @Param("id") String id);

    /** uk_key_id: its prefix; all keys set from outside but one. */
    @Update("""
            UPDATE api_keys SET revoked_at = UTC_TIMESTAMP(3)
            WHERE key_id LIKE 'env\\_%' AND key_id != #{keyId} AND revoked_at IS NULL
            """)
    int revokeOutsideKeysExcept(@Param("keyId") String keyId);

    /** uk_key_id. */
    @Update("UPDATE api_keys SET revoked_at = NULL WHERE key_id = #{keyId} AND revoked_at IS NOT NULL")
    int revive(@Param("keyId") String keyId);

    /** No index: read once at each start, and one row is enough. */
    @Select("SELECT EXISTS (SELECT 1 FROM api_keys)")
    boolean anyExists();

    /** uk_key_id. */
    @Select("SELECT COUNT(*) FROM api_keys WHERE key_id = #{keyId}")
    int countKeyId(@Param("keyId") String keyId);

    /** uk_key_id; whatever many nodes write, a row changes once a minute. */
    @Update("""
            <script>
            UPDATE api_keys SET last_used_at = UTC_TIMESTAMP(3)
            WHERE key_id IN <foreach collection="keyIds" item="k" open="(" separator="," close=")">#{k}</foreach>
              AND (last_used_at IS NULL OR TIMESTAMPADD(MINUTE, 1, last_used_at) &lt;= UTC_TIMESTAMP(3))
            </script>
            """)
    int noteUse(@Param("keyIds") Collection<String> keyIds);

    /** A live key with its hash. */
    record LiveKey(
            String keyId,
            String secretHash,
            TenantId tenantId,
            KeyRole role,
            String scopes,
            TenantStatus tenantStatus) {}
}
