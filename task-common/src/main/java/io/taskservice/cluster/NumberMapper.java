package io.taskservice.cluster;

import java.time.Duration;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/** All SQL that changes {@code cluster_numbers}. */
interface NumberMapper {

    /** PRIMARY; the last one counts, and nobody asks who was first. */
    @Insert("""
            INSERT INTO cluster_numbers (name, value, updated_by, updated_at, valid_until)
            VALUES (#{name}, #{value}, #{actor}, UTC_TIMESTAMP(3),
                    TIMESTAMPADD(MICROSECOND, #{validFor} * 1000, UTC_TIMESTAMP(3)))
            ON DUPLICATE KEY UPDATE value = VALUES(value), updated_by = VALUES(updated_by),
              updated_at = VALUES(updated_at), valid_until = VALUES(valid_until)
            """)
    int set(
            @Param("name") String name,
            @Param("value") long value,
            @Param("actor") String actor,
            @Param("validFor") @Nullable Duration validFor);

    /** PRIMARY. */
    @Delete("DELETE FROM cluster_numbers WHERE name = #{name}")
    int clear(@Param("name") String name);

    /** The whole table: a handful of rows. */
    @Select("""
            SELECT name, value FROM cluster_numbers WHERE valid_until IS NULL OR valid_until > UTC_TIMESTAMP(3)
            """)
    List<Row> valid();

    /** A number and its name. */
    record Row(String name, long value) {}
}
