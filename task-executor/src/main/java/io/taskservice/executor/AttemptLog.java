package io.taskservice.executor;

import io.taskservice.instance.Claim;
import io.taskservice.log.LogLevel;
import io.taskservice.log.LogLine;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What one attempt logs: once to SLF4J, under the handler's name, and once to the instance's log. */
final class AttemptLog {

    private final Claim claim;
    private final LogBuffer buffer;
    private final InstantSource clock;
    private final int mostLines;
    private final Logger logger;
    private final Mask mask = new Mask();
    private final AtomicInteger lines = new AtomicInteger();
    private final AtomicBoolean saidUsedUp = new AtomicBoolean();

    AttemptLog(Claim claim, LogBuffer buffer, InstantSource clock, int mostLines) {
        this.claim = claim;
        this.buffer = buffer;
        this.clock = clock;
        this.mostLines = mostLines;
        this.logger = LoggerFactory.getLogger("task." + claim.route().handler());
    }

    Mask mask() {
        return mask;
    }

    void add(Level level, String message, @Nullable Throwable thrown) {
        say(level, mask.apply(message), thrown);
        keep(level, message, thrown);
    }

    /** The handler threw: an error to its users, while to the node that runs it a handler that fails is nothing unusual. */
    void addThrown(Throwable thrown) {
        say(Level.INFO, "The handler threw", thrown);
        keep(Level.ERROR, "The handler threw " + thrown, thrown);
    }

    /** A stack trace with a secret in a message cannot go to the logger as it is. */
    private void say(Level level, String masked, @Nullable Throwable thrown) {
        String stack = thrown == null ? "" : Text.stackOf(thrown);
        if (mask.isNeededIn(stack)) {
            logger.atLevel(level).log(masked + "\n" + mask.apply(stack));
        } else {
            logger.atLevel(level).setCause(thrown).log(masked);
        }
    }

    private void keep(Level level, String message, @Nullable Throwable thrown) {
        int seq = lines.incrementAndGet();
        if (seq <= mostLines && buffer.isOpenTo(claim.tenantId())) {
            buffer.add(line(seq, levelOf(level), withStack(message, thrown)));
        } else if (seq <= mostLines && !saidUsedUp.getAndSet(true)) {
            buffer.add(line(seq, LogLevel.WARN, "truncated: the tenant's quota of logs for today is used up"));
        } else if (seq == mostLines + 1) {
            buffer.add(line(seq, LogLevel.WARN, "truncated: more than " + mostLines + " lines"));
        } else {
            buffer.countDropped();
        }
    }

    private LogLine line(int seq, LogLevel level, String text) {
        return new LogLine(
                claim.tenantId(),
                claim.id(),
                claim.attempt(),
                seq,
                level,
                Text.cut(mask.apply(text), LogLine.MOST_CHARACTERS),
                clock.instant());
    }

    private static String withStack(String message, @Nullable Throwable thrown) {
        return thrown == null ? message : message + "\n" + Text.stackOf(thrown);
    }

    private static LogLevel levelOf(Level level) {
        return switch (level) {
            case TRACE, DEBUG -> LogLevel.DEBUG;
            case INFO -> LogLevel.INFO;
            case WARN -> LogLevel.WARN;
            case ERROR -> LogLevel.ERROR;
        };
    }
}
