package io.taskservice.invariant;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.jspecify.annotations.Nullable;

/** All SQL on {@code audit_findings}. */
interface FindingMapper {

    String COLUMNS = "invariant, checked_at, violated_at, found, repaired, place, examples";

    /** The whole table: a row for each invariant. */
    @Select("SELECT " + COLUMNS + " FROM audit_findings")
    List<Row> all();

    /** PRIMARY. */
    @Select("SELECT " + COLUMNS + " FROM audit_findings WHERE invariant = #{invariant}")
    @Nullable
    Row find(@Param("invariant") String invariant);

    /** PRIMARY; decides nothing: a pass that comes later counts. */
    @Insert("""
            <script>
            INSERT INTO audit_findings (invariant, checked_at, found, repaired, place) VALUES
            <foreach collection="looks" item="l" separator=",">
            (#{l.invariant}, UTC_TIMESTAMP(3), 0, 0, #{l.place})</foreach>
            ON DUPLICATE KEY UPDATE checked_at = VALUES(checked_at), place = VALUES(place)
            </script>
            """)
    int checked(@Param("looks") List<Look> looks);

    /** PRIMARY. */
    @Update("""
            UPDATE audit_findings
            SET violated_at = UTC_TIMESTAMP(3), found = found + #{found}, repaired = repaired + #{repaired},
                examples = #{examples}
            WHERE invariant = #{invariant}
            """)
    int violated(
            @Param("invariant") String invariant,
            @Param("found") long found,
            @Param("repaired") long repaired,
            @Param("examples") String examples);

    /** That an invariant was looked at, and where the next pass goes on. */
    record Look(String invariant, @Nullable String place) {}

    /** A row. */
    record Row(
            String invariant,
            Instant checkedAt,
            @Nullable Instant violatedAt,
            long found,
            long repaired,
            @Nullable String place,
            @Nullable String examples) {}
}
