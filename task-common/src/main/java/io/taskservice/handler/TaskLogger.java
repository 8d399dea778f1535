package io.taskservice.handler;

import org.slf4j.event.Level;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;

/**
 * Logs on behalf of an attempt: to the application's own log, and to the instance's, where users read it.
 *
 * <p>Messages are SLF4J's: each {@code {}} stands for an argument, and an exception as the last argument adds its stack.
 */
public final class TaskLogger {

    private TaskLogger() {}

    public static void debug(TaskContext context, String message, Object... arguments) {
        log(context, Level.DEBUG, message, arguments);
    }

    public static void info(TaskContext context, String message, Object... arguments) {
        log(context, Level.INFO, message, arguments);
    }

    public static void warn(TaskContext context, String message, Object... arguments) {
        log(context, Level.WARN, message, arguments);
    }

    public static void error(TaskContext context, String message, Object... arguments) {
        log(context, Level.ERROR, message, arguments);
    }

    private static void log(TaskContext context, Level level, String message, Object[] arguments) {
        FormattingTuple text = MessageFormatter.arrayFormat(message, arguments);
        context.log(level, text.getMessage(), text.getThrowable());
    }
}
