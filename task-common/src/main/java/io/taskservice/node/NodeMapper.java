package io.taskservice.node;

import io.taskservice.identity.NodeId;
import java.time.Duration;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;

/** All SQL on {@code nodes}. */
interface NodeMapper {

    String COLUMNS = """
            id, boot_id, roles, address, version, slots, busy, handlers, queues, partitions, state, wish,
            generation, lease_until, started_at
            """;

    @Insert("""
            INSERT INTO nodes (
              id, boot_id, roles, address, version, slots, busy, handlers, queues, partitions, state, wish,
              generation, lease_until, started_at
            ) VALUES (
              #{id}, #{bootId}, #{roles}, #{p.address}, #{p.version}, #{p.slots}, 0, #{handlers}, #{queues}, '',
              'ALIVE', #{wish}, 0, TIMESTAMPADD(MICROSECOND, #{lease} * 1000, UTC_TIMESTAMP(3)), UTC_TIMESTAMP(3))
            """)
    int insert(
            @Param("id") NodeId id,
            @Param("bootId") String bootId,
            @Param("p") Node.Profile profile,
            @Param("roles") String roles,
            @Param("handlers") String handlers,
            @Param("queues") String queues,
            @Param("wish") NodeWish wish,
            @Param("lease") Duration lease);

    /** PRIMARY; the guard is the lease itself: one that has run out is never renewed. */
    @Update("""
            UPDATE nodes
            SET lease_until = TIMESTAMPADD(MICROSECOND, #{lease} * 1000, UTC_TIMESTAMP(3)), busy = #{load.busy},
                partitions = #{partitions}, generation = #{load.generation}, state = #{state}
            WHERE id = #{id} AND state IN ('ALIVE', 'DRAINING') AND lease_until > UTC_TIMESTAMP(3)
            """)
    int renew(
            @Param("id") NodeId id,
            @Param("lease") Duration lease,
            @Param("load") Node.Load load,
            @Param("partitions") String partitions,
            @Param("state") NodeState state);

    /** PRIMARY; what it may still hold, because its last outcomes could not be written, is freed at once. */
    @Update("""
            UPDATE nodes SET state = 'DEAD', busy = 0, partitions = '', lease_until = UTC_TIMESTAMP(3)
            WHERE id = #{id} AND state IN ('ALIVE', 'DRAINING')
            """)
    int leave(@Param("id") NodeId id);

    /** PRIMARY. */
    @Update("UPDATE nodes SET state = 'GONE', busy = 0, partitions = '' WHERE id = #{id} AND state = 'DEAD'")
    int bury(@Param("id") NodeId id);

    /** idx_lease; from then on the node's heartbeat is refused, so its claims may be freed. */
    @Update("""
            UPDATE nodes FORCE INDEX (idx_lease) SET state = 'DEAD'
            WHERE state IN ('ALIVE', 'DRAINING') AND lease_until <= UTC_TIMESTAMP(3)
            """)
    int declareDead();

    /** idx_lease. */
    @Select("SELECT " + COLUMNS + " FROM nodes FORCE INDEX (idx_lease) WHERE state = 'DEAD' ORDER BY lease_until")
    List<NodeRow> dead();

    /** idx_lease; a handful of rows. */
    @Select("""
            SELECT id, boot_id, roles, address, version, slots, busy, handlers, queues, partitions, state, wish,
                   generation, lease_until, started_at
            FROM nodes FORCE INDEX (idx_lease)
            WHERE state IN ('ALIVE', 'DRAINING') AND lease_until > UTC_TIMESTAMP(3)
            ORDER BY started_at, id
            """)
    List<NodeRow> live();

    /** PRIMARY; only of a node with the executor role whose lease runs. */
    @Update("""
            UPDATE nodes SET wish = #{wish}
            WHERE id = #{id} AND slots > 0 AND state IN ('ALIVE', 'DRAINING') AND lease_until > UTC_TIMESTAMP(3)
            """)
    int wish(@Param("id") NodeId id, @Param("wish") NodeWish wish);

    /** idx_lease: rows of processes long gone. */
    @Delete("""
            DELETE FROM nodes
            WHERE state = 'GONE' AND lease_until < TIMESTAMPADD(DAY, -#{days}, UTC_TIMESTAMP(3))
            """)
    int forget(@Param("days") int days);
}
