package io.taskservice.architecture.violations.leaks;

import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** Violates: every statement here reaches rows of any tenant, each in another way. */
interface LeakyMapper {

    @Select("SELECT id FROM webhooks WHERE id = #{id}")
    String byIdAlone(@Param("id") String id);

    @Select("SELECT id FROM webhooks WHERE tenant_id = 'acme' AND id = #{id}")
    String byALiteral(@Param("id") String id);

    @Select("SELECT id FROM webhooks WHERE tenant_id = #{tenantId} OR id = #{id}")
    String orById(@Param("tenantId") String tenantId, @Param("id") String id);

    @Select("SELECT id FROM webhooks WHERE (tenant_id = #{tenantId} OR status = 'ENABLED') AND id = #{id}")
    String inParentheses(@Param("tenantId") String tenantId, @Param("id") String id);

    @Select("<script>SELECT id FROM webhooks WHERE id = #{id} <if test='t != null'>AND tenant_id = #{t}</if></script>")
    String ifThereIsOne(@Param("t") String tenantId, @Param("id") String id);

    @Select("""
            SELECT i.id FROM task_instances i JOIN task_definitions d ON d.id = i.task_definition_id
            WHERE i.tenant_id = #{tenantId}
            """)
    List<String> joinedById(@Param("tenantId") String tenantId);

    @Select("""
            SELECT id FROM queues q WHERE q.tenant_id = #{tenantId}
            AND EXISTS (SELECT 1 FROM task_instances WHERE queue = q.name)
            """)
    List<String> inASubquery(@Param("tenantId") String tenantId);

    @Select("""
            SELECT id FROM webhooks WHERE tenant_id = #{tenantId}
            UNION ALL SELECT id FROM webhooks WHERE status = 'ENABLED'
            """)
    List<String> inAUnion(@Param("tenantId") String tenantId);

    @Select("SELECT q.name FROM nodes n, queues q WHERE q.tenant_id = #{tenantId}")
    List<String> inAList(@Param("tenantId") String tenantId);

    @Update("UPDATE webhooks SET tenant_id = #{tenantId} WHERE id = #{id}")
    int takesOver(@Param("tenantId") String tenantId, @Param("id") String id);

    @Delete("DELETE FROM webhooks WHERE id = #{id}")
    int deletesById(@Param("id") String id);

    @Insert("INSERT INTO queues (tenant_id, name) VALUES ('default', #{name})")
    int insertsForALiteral(@Param("name") String name);

    @Insert("INSERT INTO queues (tenant_id, name) SELECT tenant_id, queue FROM task_instances WHERE id = #{id}")
    int insertsFromAnUnbound(@Param("id") String id);

    @Update("""
            UPDATE JSON_TABLE(#{ids}, '$[*]' COLUMNS (id VARCHAR(100) PATH '$')) r
            STRAIGHT_JOIN webhooks w ON w.id = r.id
            SET w.status = 'DISABLED'
            """)
    int updatesByAFixedJoin(@Param("ids") String ids);

    @Insert("""
            INSERT INTO queues (tenant_id, name)
            SELECT tenant_id, name FROM JSON_TABLE(#{rows}, '$[*]' COLUMNS (
              tenant_id VARCHAR(100) PATH '$.tenant_id', name VARCHAR(100) PATH '$.name')) r
            """)
    int insertsWhatARequestSays(@Param("rows") String rows);
}
