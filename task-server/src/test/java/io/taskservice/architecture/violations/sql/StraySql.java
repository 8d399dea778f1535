package io.taskservice.architecture.violations.sql;

import org.apache.ibatis.annotations.Select;

/** SQL outside a mapper. */
interface StraySql {
    @Select("SELECT 1")
    int one();
}
