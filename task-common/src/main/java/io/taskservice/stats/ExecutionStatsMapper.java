package io.taskservice.stats;

import io.taskservice.identity.NodeId;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** All SQL on {@code execution_stats}. */
interface ExecutionStatsMapper {

    /** PRIMARY; a node writes its own rows only, so nobody waits and nothing is decided by it. */
    @Insert("""
            INSERT INTO execution_stats (minute, node_id, successes, failures, duration_ms)
            VALUES (DATE_FORMAT(UTC_TIMESTAMP(), '%Y-%m-%d %H:%i:00'), #{node}, #{c.successes}, #{c.failures},
                    #{c.durationMs})
            ON DUPLICATE KEY UPDATE successes = successes + VALUES(successes), failures = failures + VALUES(failures),
              duration_ms = duration_ms + VALUES(duration_ms)
            """)
    int add(@Param("node") NodeId node, @Param("c") ExecutionCounts counts);

    /** PRIMARY: a range of minutes. */
    @Select("""
            SELECT COALESCE(SUM(successes), 0) AS successes, COALESCE(SUM(failures), 0) AS failures,
                   COALESCE(SUM(duration_ms), 0) AS duration_ms
            FROM execution_stats WHERE minute > TIMESTAMPADD(MINUTE, -#{minutes}, UTC_TIMESTAMP())
            """)
    ExecutionCounts last(@Param("minutes") int minutes);

    /** PRIMARY: a range of minutes; a few rows for each node. */
    @Select("""
            SELECT node_id, SUM(successes) AS successes, SUM(failures) AS failures, SUM(duration_ms) AS duration_ms
            FROM execution_stats WHERE minute > TIMESTAMPADD(MINUTE, -#{minutes}, UTC_TIMESTAMP())
            GROUP BY node_id
            """)
    List<NodeCounts> lastByNode(@Param("minutes") int minutes);

    /** PRIMARY: a range of minutes. */
    @Delete("DELETE FROM execution_stats WHERE minute < #{cutoff}")
    int forget(@Param("cutoff") Instant cutoff);
}
