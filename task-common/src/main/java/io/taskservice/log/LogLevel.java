package io.taskservice.log;

/** How much a line of TaskLogger matters; in the order of weight. */
public enum LogLevel {
    DEBUG,
    INFO,
    WARN,
    ERROR
}
