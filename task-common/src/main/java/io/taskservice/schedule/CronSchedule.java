package io.taskservice.schedule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fires at the local times that a cron expression names in a time zone.
 *
 * <p>When the clocks change, expressions that admit {@linkplain CronExpression#isEveryHour every hour} follow real
 * time; all others fire once for each local time, with {@code gapPolicy} deciding about those that do not exist.
 *
 * @param expression the local times
 * @param zone where they are local
 * @param gapPolicy what happens to local times that the clocks skip
 */
public record CronSchedule(CronExpression expression, ZoneId zone, DstGapPolicy gapPolicy) implements Schedule {

    // Two days around the years of the grammar: no offset can carry a fire beyond them.
    private static final Instant EARLIEST = Instant.parse("1969-12-30T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-03T00:00:00Z");

    /**
     * Reads a schedule as the API receives it.
     *
     * @param timeZone a region such as {@code Europe/Berlin}, {@code UTC}, or an offset such as {@code +08:00}
     * @throws InvalidScheduleException if the expression or the zone cannot be accepted
     */
    public static CronSchedule parse(String cronExpression, String timeZone, DstGapPolicy gapPolicy) {
        return new CronSchedule(CronExpression.parse(cronExpression), zoneOf(timeZone), gapPolicy);
    }

    private static ZoneId zoneOf(String timeZone) {
        try {
            return ZoneId.of(timeZone);
        } catch (DateTimeException unknown) {
            throw new InvalidScheduleException(
                    "timeZone",
                    "time zone '" + timeZone + "' is not known; use a region such as Europe/Berlin, UTC, "
                            + "or an offset such as +08:00");
        }
    }

    @Override
    public ScheduleType type() {
        return ScheduleType.CRON;
    }

    @Override
    public @Nullable Instant nextAfter(Instant instant) {
        if (instant.isAfter(LATEST)) {
            return null;
        }
        return fires().nextAfter(instant.isBefore(EARLIEST) ? EARLIEST : instant);
    }

    @Override
    public @Nullable Instant previousBefore(Instant instant) {
        if (instant.isBefore(EARLIEST)) {
            return null;
        }
        return fires().previousBefore(instant.isAfter(LATEST) ? LATEST : instant);
    }

    /**
     * The fires in {@code (after, upTo]} that are missing because of {@link DstGapPolicy#SKIP}, each given as the first
     * instant after the gap that swallowed it. They are exactly the fires that {@link DstGapPolicy#FIRE} would add: a
     * gap that ends on a regular fire loses nothing.
     */
    public List<Instant> skippedBetween(Instant after, Instant upTo) {
        if (gapPolicy == DstGapPolicy.FIRE || after.isAfter(LATEST)) {
            return List.of();
        }
        Instant from = after.isBefore(EARLIEST) ? EARLIEST : after;
        Instant to = upTo.isAfter(LATEST) ? LATEST : upTo;
        return fires() instanceof WallClockFires wallClock ? wallClock.skippedBetween(from, to) : List.of();
    }

    private CronFires fires() {
        return expression.isEveryHour()
                ? new RealTimeFires(expression, zone.getRules())
                : new WallClockFires(expression, zone.getRules(), gapPolicy);
    }
}
