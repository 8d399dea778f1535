package io.taskservice.audit;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;

/** All SQL on {@code audit_log}. */
interface AuditMapper {

    @Insert("""
            INSERT INTO audit_log (id, tenant_id, actor, action, object_id, detail, address, request_id, created_at)
            VALUES (#{id}, #{e.tenantId}, #{e.actor}, #{e.action}, #{e.objectId}, #{e.detail}, #{e.address},
                    #{e.requestId}, UTC_TIMESTAMP(3))
            """)
    int insert(@Param("id") String id, @Param("e") AuditEntry entry);
}
