package io.taskservice.architecture.violations.sql;

/** A mapper anybody can use. */
public interface PublicMapper {
    int one();
}
