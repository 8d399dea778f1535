package io.taskservice.webhook;

import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** All SQL on {@code webhooks}. */
interface WebhookMapper {

    String COLUMNS = """
            id, tenant_id, name, description, url, events, status, disabled_reason,
            CASE WHEN previous_until > UTC_TIMESTAMP(3) THEN previous_until END AS previous_until,
            created_at, updated_at
            """;

    @Insert("""
            INSERT INTO webhooks (id, tenant_id, name, description, url, events, secret, status, created_at, updated_at)
            VALUES (#{id}, #{tenantId}, #{w.name}, #{w.description}, #{w.url}, #{events}, #{secret}, 'ENABLED',
                    UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
            """)
    int insert(
            @Param("id") WebhookId id,
            @Param("tenantId") TenantId tenantId,
            @Param("w") Webhook.Wish wish,
            @Param("events") String events,
            @Param("secret") String secret);

    /** PRIMARY of tenants: two who add at once must not both be the last that is allowed. */
    @Select("SELECT id FROM tenants WHERE id = #{tenantId} FOR UPDATE")
    @Nullable
    TenantId lockTenant(@Param("tenantId") TenantId tenantId);

    /** idx_tenant: its tenant prefix. */
    @Select("SELECT COUNT(*) FROM webhooks WHERE tenant_id = #{tenantId}")
    int count(@Param("tenantId") TenantId tenantId);

    /** idx_tenant: its tenant prefix; 20 rows at most. */
    @Select("SELECT " + COLUMNS + " FROM webhooks WHERE tenant_id = #{tenantId} ORDER BY id")
    List<WebhookRow> list(@Param("tenantId") TenantId tenantId);

    /** PRIMARY, then the owner. */
    @Select("SELECT " + COLUMNS + " FROM webhooks WHERE tenant_id = #{tenantId} AND id = #{id}")
    @Nullable
    WebhookRow find(@Param("tenantId") TenantId tenantId, @Param("id") WebhookId id);

    /** PRIMARY, then the owner; held until the transaction ends. */
    @Select("SELECT " + COLUMNS + " FROM webhooks WHERE tenant_id = #{tenantId} AND id = #{id} FOR UPDATE")
    @Nullable
    WebhookRow lock(@Param("tenantId") TenantId tenantId, @Param("id") WebhookId id);

    /** idx_tenant: the enabled ones of these tenants. */
    @Select("<script>SELECT " + COLUMNS + """
            FROM webhooks
            WHERE status = 'ENABLED'
              AND tenant_id IN <foreach collection="tenants" item="t" open="(" separator="," close=")">#{t}</foreach>
            </script>
            """)
    List<WebhookRow> enabled(@Param("tenants") Collection<TenantId> tenants);

    /** PRIMARY, then the owner. */
    @Update("""
            UPDATE webhooks
            SET name = #{w.name}, description = #{w.description}, url = #{w.url}, events = #{events},
                updated_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = #{tenantId} AND id = #{id}
            """)
    int update(
            @Param("tenantId") TenantId tenantId,
            @Param("id") WebhookId id,
            @Param("w") Webhook.Wish wish,
            @Param("events") String events);

    /** PRIMARY, then the owner. */
    @Update("""
            UPDATE webhooks SET status = #{status}, disabled_reason = #{reason}, updated_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = #{tenantId} AND id = #{id} AND status != #{status}
            """)
    int setStatus(
            @Param("tenantId") TenantId tenantId,
            @Param("id") WebhookId id,
            @Param("status") WebhookStatus status,
            @Param("reason") @Nullable String reason);

    /** PRIMARY, then the owner; the URL is the one that said so: another may have been set meanwhile. */
    @Update("""
            UPDATE webhooks SET status = 'DISABLED', disabled_reason = #{reason}, updated_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = #{tenantId} AND id = #{id} AND status = 'ENABLED' AND url = #{url}
            """)
    int disableAt(
            @Param("tenantId") TenantId tenantId,
            @Param("id") WebhookId id,
            @Param("url") String url,
            @Param("reason") String reason);

    /** PRIMARY, then the owner. MySQL assigns from left to right: the old secret is kept before it is replaced. */
    @Update("""
            UPDATE webhooks
            SET previous_secret = secret, secret = #{secret},
                previous_until = TIMESTAMPADD(MICROSECOND, #{overlap} * 1000, UTC_TIMESTAMP(3)),
                updated_at = UTC_TIMESTAMP(3)
            WHERE tenant_id = #{tenantId} AND id = #{id}
            """)
    int rotate(
            @Param("tenantId") TenantId tenantId,
            @Param("id") WebhookId id,
            @Param("secret") String secret,
            @Param("overlap") Duration overlap);

    /** No index, once at each start: some rows per tenant, of which few or none are left to be sealed. */
    @Select("""
            SELECT tenant_id, id, secret, previous_secret FROM webhooks
            WHERE secret NOT LIKE CONCAT(#{prefix}, '%') OR previous_secret NOT LIKE CONCAT(#{prefix}, '%')
            ORDER BY id
            """)
    List<SecretColumns> notSealedWith(@Param("prefix") String prefix);

    /** PRIMARY, then the owner; one that was rotated meanwhile stays. */
    @Update("""
            UPDATE webhooks SET secret = #{renewed.secret}, previous_secret = #{renewed.previousSecret}
            WHERE tenant_id = #{seen.tenantId} AND id = #{seen.id} AND secret = #{seen.secret}
            """)
    int reseal(@Param("seen") SecretColumns seen, @Param("renewed") SecretColumns renewed);

    /** PRIMARY, then the owner. */
    @Delete("DELETE FROM webhooks WHERE tenant_id = #{tenantId} AND id = #{id}")
    int delete(@Param("tenantId") TenantId tenantId, @Param("id") WebhookId id);
}
