package io.taskservice.api.instance;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.log.LogLevel;
import io.taskservice.log.LogLine;
import java.time.Instant;

/**
 * A line of a log.
 *
 * @param time the node's clock
 * @param level how much it matters
 * @param message text, and the stack trace of a logged exception
 * @param attempt the attempt that logged it
 * @param seq number of the line within the attempt, from 1
 */
@Schema(name = "LogLine")
record LogView(Instant time, LogLevel level, String message, int attempt, int seq) {

    static LogView of(LogLine line) {
        return new LogView(line.time(), line.level(), line.message(), line.attempt(), line.seq());
    }
}
