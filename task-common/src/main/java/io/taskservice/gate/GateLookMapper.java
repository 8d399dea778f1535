package io.taskservice.gate;

import io.taskservice.identity.InstanceId;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** The SQL that looks at {@code concurrency_slots} without a lock. */
interface GateLookMapper {

    /** PRIMARY, then the gate. */
    @Select("""
            SELECT task_instance_id AS id, priority, run_at FROM concurrency_slots
            WHERE task_instance_id = #{id} AND tenant_id = #{g.tenantId} AND gate = #{g.name} AND state = 'WAITS'
            """)
    @Nullable
    Place place(@Param("g") Gate gate, @Param("id") InstanceId id);

    /** idx_gate, which covers it. */
    @Select("""
            SELECT task_instance_id FROM concurrency_slots FORCE INDEX (idx_gate)
            WHERE tenant_id = #{g.tenantId} AND gate = #{g.name} AND state = 'HOLDS'
            LIMIT #{limit}
            """)
    List<InstanceId> holders(@Param("g") Gate gate, @Param("limit") int limit);

    /** idx_gate, which covers it: three ranges, each of which stops at the limit. */
    @Select("""
            SELECT
              (SELECT COUNT(*) FROM (
                SELECT 1 AS one FROM concurrency_slots urgent FORCE INDEX (idx_gate)
                WHERE tenant_id = #{g.tenantId} AND gate = #{g.name} AND state = 'WAITS' AND priority < #{p.priority}
                LIMIT #{limit}) a)
              + (SELECT COUNT(*) FROM (
                SELECT 1 AS one FROM concurrency_slots earlier FORCE INDEX (idx_gate)
                WHERE tenant_id = #{g.tenantId} AND gate = #{g.name} AND state = 'WAITS' AND priority = #{p.priority}
                  AND run_at < #{p.runAt}
                LIMIT #{limit}) b)
              + (SELECT COUNT(*) FROM (
                SELECT 1 AS one FROM concurrency_slots alike FORCE INDEX (idx_gate)
                WHERE tenant_id = #{g.tenantId} AND gate = #{g.name} AND state = 'WAITS' AND priority = #{p.priority}
                  AND run_at = #{p.runAt} AND task_instance_id < #{p.id}
                LIMIT #{limit}) c)
            """)
    int countBefore(@Param("g") Gate gate, @Param("p") Place place, @Param("limit") int limit);
}
