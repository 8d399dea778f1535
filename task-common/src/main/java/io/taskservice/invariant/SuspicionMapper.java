package io.taskservice.invariant;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** All SQL on {@code audit_suspects}. */
interface SuspicionMapper {

    /** PRIMARY: its prefix; as many rows as one look finds at most. */
    @Select("""
            SELECT subject, seen, first_seen_at, last_seen_at FROM audit_suspects WHERE invariant = #{invariant}
            """)
    List<Row> of(@Param("invariant") String invariant);

    /** PRIMARY; decides nothing: what is suspected already was seen once more. */
    @Insert("""
            INSERT INTO audit_suspects (invariant, subject, seen, first_seen_at, last_seen_at)
            VALUES (#{invariant}, #{s.subject}, #{s.seen}, #{now}, #{now})
            ON DUPLICATE KEY UPDATE last_seen_at = VALUES(last_seen_at)
            """)
    int see(@Param("invariant") String invariant, @Param("s") Suspect suspect, @Param("now") Instant now);

    /** PRIMARY. */
    @Delete("DELETE FROM audit_suspects WHERE invariant = #{invariant} AND subject = #{subject} AND seen = #{seen}")
    int clear(@Param("invariant") String invariant, @Param("subject") String subject, @Param("seen") String seen);

    /** PRIMARY; of two nodes that would believe it, one does. */
    @Delete("""
            DELETE FROM audit_suspects
            WHERE invariant = #{invariant} AND subject = #{s.subject} AND seen = #{s.seen}
              AND first_seen_at <= TIMESTAMPADD(MICROSECOND, -#{patience} * 1000, UTC_TIMESTAMP(3))
            """)
    int believe(
            @Param("invariant") String invariant, @Param("s") Suspect suspect, @Param("patience") Duration patience);

    /** A row. */
    record Row(String subject, String seen, Instant firstSeenAt, Instant lastSeenAt) {}
}
