package io.taskservice.tenant;

import io.taskservice.identity.TenantId;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** All SQL on {@code tenants}. */
interface TenantMapper {

    @Insert("""
            INSERT INTO tenants (id, name, status, weight, created_at, updated_at)
            VALUES (#{id}, #{name}, 'ACTIVE', #{weight}, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))
            """)
    int insert(@Param("id") TenantId id, @Param("name") String name, @Param("weight") int weight);

    /** Each tenant has a row, for claims and creations to lock. */
    @Insert("INSERT INTO tenant_quotas (tenant_id, updated_at) VALUES (#{id}, UTC_TIMESTAMP(3))")
    int insertQuotas(@Param("id") TenantId id);

    /** PRIMARY. */
    @Update("""
            UPDATE tenants SET name = #{name}, weight = #{weight}, updated_at = UTC_TIMESTAMP(3) WHERE id = #{id}
            """)
    int update(@Param("id") TenantId id, @Param("name") String name, @Param("weight") int weight);

    /** PRIMARY. */
    @Select("SELECT id, name, status, weight, created_at, updated_at FROM tenants WHERE id = #{id}")
    @Nullable
    Tenant find(@Param("id") TenantId id);

    /** PRIMARY; held against a change of the status until the transaction ends, but not against other readers. */
    @Select("SELECT status FROM tenants WHERE id = #{id} LOCK IN SHARE MODE")
    @Nullable
    TenantStatus holdStatus(@Param("id") TenantId id);

    /** PRIMARY; held alone until the transaction ends. */
    @Select("SELECT id FROM tenants WHERE id = #{id} FOR UPDATE")
    @Nullable
    String lock(@Param("id") TenantId id);

    /** PRIMARY serves the order. */
    @Select("""
            SELECT id, name, status, weight, created_at, updated_at FROM tenants ORDER BY id LIMIT #{limit} OFFSET #{offset}
            """)
    List<Tenant> list(@Param("limit") int limit, @Param("offset") long offset);

    /** PRIMARY. */
    @Select("SELECT COUNT(*) FROM tenants")
    long count();

    /** PRIMARY. */
    @Update("""
            UPDATE tenants SET status = #{status}, updated_at = UTC_TIMESTAMP(3)
            WHERE id = #{id} AND status != #{status}
            """)
    int setStatus(@Param("id") TenantId id, @Param("status") TenantStatus status);
}
