package io.taskservice.api.instance;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.log.LogCursor;
import io.taskservice.log.LogLevel;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a log are asked for.
 *
 * @param levels of any of these
 * @param after only after this place
 * @param limit at most so many
 */
record LogQuery(Set<LogLevel> levels, LogCursor after, int limit) {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,9})\\.(\\d{1,9})");

    static LogQuery of(@Nullable Set<LogLevel> levels, @Nullable String cursor, int limit) {
        Set<LogLevel> wanted = levels == null || levels.isEmpty() ? Set.of(LogLevel.values()) : levels;
        return new LogQuery(wanted, cursor == null ? LogCursor.START : parse(cursor), limit);
    }

    private static LogCursor parse(String cursor) {
        Matcher form = CURSOR.matcher(cursor);
        if (!form.matches()) {
            throw ApiException.ofField(
                    ErrorCode.INVALID_PARAMETERS,
                    "cursor",
                    "INVALID_FORMAT",
                    "cursor is not one that a log has given; leave it out to begin anew");
        }
        return new LogCursor(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }
}
