package io.taskservice.secret;

import io.taskservice.identity.TenantId;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** All SQL on {@code tenant_secrets}. */
interface SecretMapper {

    /** PRIMARY of tenants: two who add at once must not both be the last that is allowed. */
    @Select("SELECT id FROM tenants WHERE id = #{tenantId} FOR UPDATE")
    @Nullable
    TenantId lockTenant(@Param("tenantId") TenantId tenantId);

    /** PRIMARY: its tenant prefix; 200 rows at most. */
    @Select("SELECT COUNT(*) FROM tenant_secrets WHERE tenant_id = #{tenantId}")
    int count(@Param("tenantId") TenantId tenantId);

    /** PRIMARY serves filter and order. */
    @Select("""
            SELECT name, created_at, updated_at, updated_by FROM tenant_secrets
            WHERE tenant_id = #{tenantId} ORDER BY name LIMIT #{limit} OFFSET #{offset}
            """)
    List<TenantSecret> list(
            @Param("tenantId") TenantId tenantId, @Param("limit") int limit, @Param("offset") long offset);

    /** PRIMARY. */
    @Select("""
            SELECT name, created_at, updated_at, updated_by FROM tenant_secrets
            WHERE tenant_id = #{tenantId} AND name = #{name}
            """)
    @Nullable
    TenantSecret find(@Param("tenantId") TenantId tenantId, @Param("name") String name);

    /** PRIMARY: its tenant prefix; 200 rows at most, which is less than a request may name. */
    @Select("SELECT name FROM tenant_secrets WHERE tenant_id = #{tenantId}")
    List<String> names(@Param("tenantId") TenantId tenantId);

    /** PRIMARY. */
    @Select("""
            <script>
            SELECT tenant_id, name, key_id, nonce, ciphertext FROM tenant_secrets
            WHERE tenant_id = #{tenantId}
              AND name IN <foreach collection="names" item="n" open="(" separator="," close=")">#{n}</foreach>
            </script>
            """)
    List<SecretRow> sealed(@Param("tenantId") TenantId tenantId, @Param("names") Collection<String> names);

    @Insert("""
            INSERT INTO tenant_secrets (tenant_id, name, key_id, nonce, ciphertext, created_at, updated_at, updated_by)
            VALUES (#{r.tenantId}, #{r.name}, #{r.keyId}, #{r.nonce}, #{r.ciphertext}, UTC_TIMESTAMP(3),
                    UTC_TIMESTAMP(3), #{by})
            """)
    int insert(@Param("r") SecretRow row, @Param("by") String by);

    /** PRIMARY. */
    @Update("""
            UPDATE tenant_secrets
            SET key_id = #{r.keyId}, nonce = #{r.nonce}, ciphertext = #{r.ciphertext}, updated_at = UTC_TIMESTAMP(3),
                updated_by = #{by}
            WHERE tenant_id = #{r.tenantId} AND name = #{r.name}
            """)
    int update(@Param("r") SecretRow row, @Param("by") String by);

    /** PRIMARY. */
    @Delete("DELETE FROM tenant_secrets WHERE tenant_id = #{tenantId} AND name = #{name}")
    int delete(@Param("tenantId") TenantId tenantId, @Param("name") String name);

    /** idx_key, from one key to the next. */
    @Select("SELECT DISTINCT key_id FROM tenant_secrets")
    List<String> keyIds();

    /** idx_key serves filter and order. */
    @Select("""
            SELECT tenant_id, name, key_id, nonce, ciphertext FROM tenant_secrets
            WHERE key_id = #{keyId} ORDER BY tenant_id, name LIMIT #{limit}
            """)
    List<SecretRow> sealedWith(@Param("keyId") String keyId, @Param("limit") int limit);

    /** PRIMARY; a value that was set meanwhile stays, which its nonce tells. */
    @Update("""
            UPDATE tenant_secrets SET key_id = #{r.keyId}, nonce = #{r.nonce}, ciphertext = #{r.ciphertext}
            WHERE tenant_id = #{r.tenantId} AND name = #{r.name} AND nonce = #{seen}
            """)
    int reseal(@Param("r") SecretRow row, @Param("seen") byte[] seen);
}
