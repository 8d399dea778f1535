package io.taskservice.webhook;

import io.taskservice.identity.TenantId;
import java.time.Duration;
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
            SELECT secret, CASE WHEN previous_until > UTC_TIMESTAMP(3) THEN previous_secret END AS previous_secret,
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
}
