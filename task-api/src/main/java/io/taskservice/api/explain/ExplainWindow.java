package io.taskservice.api.explain;

import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The stretch of time that is asked for.
 *
 * @param from inclusive
 * @param to exclusive
 */
record ExplainWindow(Instant from, Instant to) {

    static final int MOST_DAYS = 31;

    private static final Duration USUAL = Duration.ofHours(24);
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    /** As asked for at {@code now}: to the present, and from a day before, unless said otherwise. */
    static ExplainWindow of(@Nullable Instant from, @Nullable Instant to, Instant now) {
        if (from != null) {
            require("from", from);
        }
        if (to != null) {
            require("to", to);
        }
        Instant end = to != null ? ceiling(to) : ceiling(now);
        Instant begin = from != null ? ceiling(from) : end.minus(USUAL);
        if (!begin.isBefore(end)) {
            throw refused("to", "to has to be after from, which is " + begin + "; without to, it is now");
        }
        if (Duration.between(begin, end).compareTo(Duration.ofDays(MOST_DAYS)) > 0) {
            throw refused("from", "from and to are at most " + MOST_DAYS + " days apart; ask for less at once");
        }
        return new ExplainWindow(begin, end);
    }

    boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    private static void require(String field, Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw refused(field, field + " has to lie between " + FIRST + " and " + LAST);
        }
    }

    /** Fire times are whole milliseconds, and so is what the database compares them with. */
    private static Instant ceiling(Instant instant) {
        Instant whole = instant.truncatedTo(ChronoUnit.MILLIS);
        return whole.equals(instant) ? whole : whole.plusMillis(1);
    }

    private static ApiException refused(String field, String message) {
        return ApiException.ofField(ErrorCode.INVALID_PARAMETERS, field, "OUT_OF_RANGE", message);
    }
}
