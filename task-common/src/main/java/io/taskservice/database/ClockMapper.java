package io.taskservice.database;

import java.time.Instant;
import org.apache.ibatis.annotations.Select;

/** Reads MySQL's clock. */
interface ClockMapper {

    /** No table, no index. */
    @Select("SELECT UTC_TIMESTAMP(3)")
    Instant now();
}
