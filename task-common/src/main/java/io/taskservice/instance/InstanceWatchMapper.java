package io.taskservice.instance;

import java.time.Duration;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** The SQL that looks for trouble, in all tenants: reads only, and locks nothing. */
interface InstanceWatchMapper {

    /** idx_claim: its status prefix; as many rows as the cluster runs at once. */
    @Select("""
            SELECT id, tenant_id, handler, execution_node AS node, start_time,
              COALESCE(start_time <= TIMESTAMPADD(MICROSECOND, -(timeout_ms + #{grace}) * 1000, UTC_TIMESTAMP(3)), FALSE)
                AS overdue,
              progress_at
            FROM task_instances FORCE INDEX (idx_claim)
            WHERE status = 'RUNNING'
              AND (start_time <= TIMESTAMPADD(MICROSECOND, -(timeout_ms + #{grace}) * 1000, UTC_TIMESTAMP(3))
                OR progress_at <= TIMESTAMPADD(MICROSECOND, -#{silence} * 1000, UTC_TIMESTAMP(3)))
            LIMIT #{limit}
            """)
    List<Stale> stale(@Param("grace") Duration grace, @Param("silence") Duration silence, @Param("limit") int limit);

    /** idx_claim: its status prefix; reads the rows of no more than the limit, for their handlers. */
    @Select("""
            SELECT queue, handler, COUNT(*) AS instances, MIN(id) AS example FROM (
              SELECT id, queue, handler FROM task_instances FORCE INDEX (idx_claim)
              WHERE status = 'PENDING' AND run_at <= TIMESTAMPADD(MICROSECOND, -#{age} * 1000, UTC_TIMESTAMP(3))
              LIMIT #{limit}) waiting
            GROUP BY queue, handler
            """)
    List<Waiting> waiting(@Param("age") Duration age, @Param("limit") int limit);
}
