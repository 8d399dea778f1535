package io.taskservice.scaling;

import java.util.List;
import org.apache.ibatis.annotations.Select;

/** The look of every executor, every second and a half: one statement, and cheap. */
interface ScalingMapper {

    /** idx_lease of nodes, a handful of rows; PRIMARY of cluster_numbers, twice. */
    @Select("""
            SELECT id, slots, busy, state, wish,
              (SELECT value FROM cluster_numbers WHERE name = 'wanted-slots') AS manual,
              (SELECT value FROM cluster_numbers
               WHERE name = 'auto-slots' AND valid_until > UTC_TIMESTAMP(3)) AS auto
            FROM nodes FORCE INDEX (idx_lease)
            WHERE state IN ('ALIVE', 'DRAINING') AND lease_until > UTC_TIMESTAMP(3) AND slots > 0
            ORDER BY id
            """)
    List<WorkerRow> look();
}
