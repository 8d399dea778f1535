package io.taskservice.webhook;

import io.taskservice.identity.TenantId;
import java.time.Duration;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** All SQL on {@code callback_secrets}. */
interface CallbackSecretMapper {

    @Insert("""
            INSERT INTO callback_secrets (tenant_id, secret, since)
            VALUES (#{tenantId}, #{secret}, UTC_TIMESTAMP(3))
            """)
    int insert(@Param("tenantId") TenantId tenantId, @Param("secret") String secret);

    /** PRIMARY. */
    @Select("""
            SELECT tenant_id, secret, CASE WHEN previous_until > UTC_TIMESTAMP(3) THEN previous_secret END AS previous_secret,
              CASE WHEN previous_until > UTC_TIMESTAMP(3) THEN previous_until END AS previous_until, since
            FROM callback_secrets WHERE tenant_id = #{tenantId}
            """)
    @Nullable
    CallbackSecretRow find(@Param("tenantId") TenantId tenantId);

    /** PRIMARY. MySQL assigns from left to right: the old secret is kept before it is replaced. */
    @Update("""
            UPDATE callback_secrets
            SET previous_secret = secret, secret = #{secret},
                previous_until = TIMESTAMPADD(MICROSECOND, #{overlap} * 1000, UTC_TIMESTAMP(3)),
                since = UTC_TIMESTAMP(3)
            WHERE tenant_id = #{tenantId}
            """)
    int rotate(
            @Param("tenantId") TenantId tenantId, @Param("secret") String secret, @Param("overlap") Duration overlap);

    /** No index, once at each start: a row per tenant, of which few or none are left to be sealed. */
    @Select("""
            SELECT tenant_id, secret, previous_secret, previous_until, since FROM callback_secrets
            WHERE secret NOT LIKE CONCAT(#{prefix}, '%') OR previous_secret NOT LIKE CONCAT(#{prefix}, '%')
            ORDER BY tenant_id
            """)
    List<CallbackSecretRow> notSealedWith(@Param("prefix") String prefix);

    /** PRIMARY; one that was rotated meanwhile stays. */
    @Update("""
            UPDATE callback_secrets SET secret = #{secret}, previous_secret = #{previous}
            WHERE tenant_id = #{tenantId} AND secret = #{seen}
            """)
    int reseal(
            @Param("tenantId") TenantId tenantId,
            @Param("seen") String seen,
            @Param("secret") String secret,
            @Param("previous") @Nullable String previous);
}
