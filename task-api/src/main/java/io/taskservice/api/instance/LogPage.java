package io.taskservice.api.instance;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.log.LogCursor;
import io.taskservice.log.LogLine;
import java.util.List;

/**
 * A stretch of an instance's log.
 *
 * @param items lines, oldest first
 * @param nextCursor where the next stretch begins, whether or not there is one yet
 * @param complete whether the instance has ended and these are its last lines
 */
record LogPage(
        List<LogView> items, @Schema(example = "1.42") String nextCursor, boolean complete) {

    static LogPage of(List<LogLine> lines, LogCursor after, boolean complete) {
        LogCursor next = lines.isEmpty() ? after : last(lines);
        return new LogPage(lines.stream().map(LogView::of).toList(), next.attempt() + "." + next.seq(), complete);
    }

    /** Whether somebody who waits for news need not wait longer. */
    boolean isNews() {
        return !items.isEmpty() || complete;
    }

    private static LogCursor last(List<LogLine> lines) {
        LogLine line = lines.get(lines.size() - 1);
        return new LogCursor(line.attempt(), line.seq());
    }
}
