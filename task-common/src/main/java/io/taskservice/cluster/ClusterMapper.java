package io.taskservice.cluster;

import java.time.Duration;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** All SQL on {@code cluster_state}, and the look at everything else's heads. */
interface ClusterMapper {

    /** PRIMARY of cluster_state; idx_lease; the first entries of idx_promote, instance_expiries and both idx_due. */
    @Select("""
            SELECT UTC_TIMESTAMP(3) AS now, c.wish, c.generation,
              EXISTS (
                SELECT 1 FROM nodes FORCE INDEX (idx_lease)
                WHERE state = 'DEAD' OR state IN ('ALIVE', 'DRAINING') AND lease_until <= UTC_TIMESTAMP(3)
              ) AS dead_nodes,
              (SELECT MIN(promote_at) FROM task_instances FORCE INDEX (idx_promote)
               WHERE promote_at IS NOT NULL) AS next_promotion,
              (SELECT MIN(expires_at) FROM instance_expiries) AS next_expiry,
              (SELECT MIN(next_fire_time) FROM task_definitions FORCE INDEX (idx_due)
               WHERE status = 'ENABLED' AND next_fire_time IS NOT NULL) AS next_fire,
              (SELECT MIN(next_try_at) FROM webhook_deliveries FORCE INDEX (idx_due)
               WHERE state = 'PENDING') AS next_delivery
            FROM cluster_state c WHERE c.name = 'scheduler'
            """)
    Pulse pulse();

    /** PRIMARY. */
    @Select("SELECT wish, generation FROM cluster_state WHERE name = 'scheduler'")
    SchedulerWish wish();

    /** PRIMARY; asking for what is wished already changes nothing, except a restart. */
    @Update("""
            UPDATE cluster_state
            SET generation = generation + 1, wish = #{wish}, updated_by = #{actor}, updated_at = UTC_TIMESTAMP(3)
            WHERE name = 'scheduler' AND (wish != #{wish} OR #{restart})
            """)
    int change(@Param("wish") Wish wish, @Param("restart") boolean restart, @Param("actor") String actor);

    /** PRIMARY; a compare-and-set: of several nodes whose turn it could be, one gets it. */
    @Update("""
            UPDATE duties SET last_run_at = UTC_TIMESTAMP(3)
            WHERE name = #{name}
              AND last_run_at <= TIMESTAMPADD(MICROSECOND, -#{interval} * 1000, UTC_TIMESTAMP(3))
            """)
    int takeDuty(@Param("name") String name, @Param("interval") Duration interval);
}
