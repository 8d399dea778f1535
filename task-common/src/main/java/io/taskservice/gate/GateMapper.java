package io.taskservice.gate;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** All SQL on {@code concurrency_slots}; every write happens while the gate's lock row is held. */
interface GateMapper {

    /** PRIMARY; in the order of the buckets, so that nobody waits in a circle. */
    @Select("""
            <script>
            SELECT bucket FROM gate_locks
            WHERE bucket IN <foreach collection="buckets" item="b" open="(" separator="," close=")">#{b}</foreach>
            ORDER BY bucket
            FOR UPDATE
            </script>
            """)
    List<Integer> lock(@Param("buckets") Collection<Integer> buckets);

    /** idx_gate, which covers it: one branch for each gate; the sums of a batch, as many as gates. */
    @Select("""
            <script>
            <foreach collection="gates" item="g" separator=" UNION ALL ">
            SELECT #{g.tenantId} AS tenant_id, #{g.name} AS gate,
              (SELECT COUNT(*) FROM concurrency_slots FORCE INDEX (idx_gate)
               WHERE tenant_id = #{g.tenantId} AND gate = #{g.name} AND state = 'HOLDS') AS holders
            </foreach>
            </script>
            """)
    List<Holders> countHolders(@Param("gates") Collection<Gate> gates);

    @Insert("""
            <script>
            INSERT INTO concurrency_slots (task_instance_id, tenant_id, gate, state, priority, run_at, slot_limit) VALUES
            <foreach collection="slots" item="s" separator=",">
              (#{s.id}, #{s.gate.tenantId}, #{s.gate.name}, #{state}, #{s.priority}, #{s.runAt}, #{s.gate.limit})
            </foreach>
            </script>
            """)
    int insert(@Param("state") SlotState state, @Param("slots") Collection<Slot> slots);

    /** PRIMARY; the caller has written the instances in this transaction, so no slot can come for them meanwhile. */
    @Select("""
            <script>
            SELECT task_instance_id AS id, tenant_id, gate FROM concurrency_slots
            WHERE task_instance_id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    List<SlotRow> slotsOf(@Param("ids") Collection<InstanceId> ids);

    /** PRIMARY. */
    @Delete("""
            <script>
            DELETE FROM concurrency_slots
            WHERE task_instance_id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int delete(@Param("ids") Collection<InstanceId> ids);

    /** PRIMARY of task_instances; the rows are locked by the claim that found no slot for them. */
    @Update("""
            <script>
            UPDATE task_instances SET status = 'SCHEDULED', run_at = '9998-01-01'
            WHERE status = 'PENDING'
              AND id IN <foreach collection="slots" item="s" open="(" separator="," close=")">#{s.id}</foreach>
            </script>
            """)
    int park(@Param("slots") Collection<Slot> slots);

    /** idx_gate serves filter and order. */
    @Select("""
            SELECT task_instance_id AS id, slot_limit FROM concurrency_slots FORCE INDEX (idx_gate)
            WHERE tenant_id = #{g.tenantId} AND gate = #{g.name} AND state = 'WAITS'
            ORDER BY priority, run_at, task_instance_id
            LIMIT #{limit}
            """)
    List<Waiter> firstInLine(@Param("g") Gate gate, @Param("limit") int limit);

    /** All slots; the largest limit stands for none. */
    @Select("""
            SELECT task_instance_id AS id, tenant_id, gate FROM concurrency_slots
            WHERE state = 'WAITS' AND slot_limit = 2147483647
            LIMIT 1
            """)
    @Nullable
    SlotRow firstUnlimited();

    /**
     * PRIMARY. One that somebody else holds just now is waited for, not passed over: whoever holds it may only have brushed
     * against it, as a promotion does at the end of its range, and then nobody would ever let it go.
     */
    @Select("""
            <script>
            SELECT id FROM task_instances
            WHERE status = 'SCHEDULED' AND run_at = '9998-01-01'
              AND id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            ORDER BY id
            FOR UPDATE
            </script>
            """)
    List<InstanceId> lockParked(@Param("ids") Collection<InstanceId> ids);

    /** PRIMARY of both. */
    @Update("""
            <script>
            UPDATE task_instances i JOIN concurrency_slots s ON s.task_instance_id = i.id
            SET i.status = 'PENDING', i.run_at = s.run_at
            WHERE i.status = 'SCHEDULED'
              AND i.id IN <foreach collection="ids" item="id" open="(" separator="," close=")">#{id}</foreach>
            </script>
            """)
    int unpark(@Param("ids") Collection<InstanceId> ids);

    /** PRIMARY; keeps the place in line in step with the instance. */
    @Update("UPDATE concurrency_slots SET priority = #{priority} WHERE task_instance_id = #{id}")
    int changePriority(@Param("id") InstanceId id, @Param("priority") int priority);

    /** idx_gate. */
    @Update("""
            UPDATE concurrency_slots FORCE INDEX (idx_gate) SET slot_limit = #{g.limit}
            WHERE tenant_id = #{g.tenantId} AND gate = #{g.name}
            """)
    int changeLimit(@Param("g") Gate gate);

    /** idx_definition, PRIMARY: what runs of a definition that had no limit until now. */
    @Insert("""
            INSERT INTO concurrency_slots (task_instance_id, tenant_id, gate, state, priority, run_at, slot_limit)
            SELECT i.id, i.tenant_id, #{g.name}, 'HOLDS', i.priority, i.run_at, #{g.limit}
            FROM task_instances i FORCE INDEX (idx_definition)
            LEFT JOIN concurrency_slots s ON s.task_instance_id = i.id
            WHERE i.tenant_id = #{tenantId} AND i.task_definition_id = #{definitionId}
              AND i.definition_stage = 'ACTIVE' AND i.status = 'RUNNING'
              AND i.concurrency_key IS NULL AND s.task_instance_id IS NULL
            """)
    int holdRunning(
            @Param("tenantId") TenantId tenantId,
            @Param("definitionId") DefinitionId definitionId,
            @Param("g") Gate gate);

    /** idx_definition: only active ones. An end that is under way is waited for here, or sees the slot it has to give up. */
    @Update("""
            UPDATE task_instances FORCE INDEX (idx_definition)
            SET concurrency_limit = #{limit}
            WHERE tenant_id = #{tenantId} AND task_definition_id = #{definitionId}
              AND definition_stage IN ('SCHEDULED', 'ACTIVE') AND concurrency_key IS NULL
            """)
    int changeLimitOfInstances(
            @Param("tenantId") TenantId tenantId,
            @Param("definitionId") DefinitionId definitionId,
            @Param("limit") @Nullable Integer limit);
}
