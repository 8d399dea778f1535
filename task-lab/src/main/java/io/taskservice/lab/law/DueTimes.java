package io.taskservice.lab.law;

import io.taskservice.schedule.CronOracle;
import io.taskservice.schedule.DstGapPolicy;
import io.taskservice.schedule.ScheduleType;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When a definition is due, worked out without the engine: cron by {@link CronOracle}, which shares no code with it, a fixed
 * rate by one multiplication.
 */
final class DueTimes {

    private static final Map<String, String> MACROS = Map.of(
            "@yearly", "0 0 0 1 1 ?",
            "@annually", "0 0 0 1 1 ?",
            "@monthly", "0 0 0 1 * ?",
            "@weekly", "0 0 0 ? * 1",
            "@daily", "0 0 0 * * ?",
            "@midnight", "0 0 0 * * ?",
            "@hourly", "0 0 * * * ?");

    private final DefinitionFacts definition;
    private final @Nullable CronOracle oracle;

    DueTimes(DefinitionFacts definition) {
        this.definition = definition;
        this.oracle = definition.scheduleType() == ScheduleType.CRON ? oracleOf(definition) : null;
    }

    /** The due times in {@code (after, before)}, earliest first. */
    Iterator<Instant> between(Instant after, Instant before) {
        Instant from = later(after, justBefore(definition.startsAt()));
        Instant to = earlier(before, definition.endsAt());
        return switch (definition.scheduleType()) {
            case CRON -> walk(instant -> Objects.requireNonNull(oracle).next(instant, to.minusMillis(1)), from);
            case FIXED_RATE -> walk(instant -> nextOfRate(instant, to), from);
            case ONCE -> once(from, to);
            case FIXED_DELAY -> Collections.emptyIterator();
        };
    }

    /** The instants in {@code (after, before)} at which a fire is left out because a clock change skipped its local time. */
    List<Instant> skippedBetween(Instant after, Instant before) {
        List<Instant> skipped = new ArrayList<>();
        ZoneOffsetTransition change = zone().getRules().nextTransition(after);
        while (change != null && change.getInstant().isBefore(before)) {
            if (isSkipped(change.getInstant())) {
                skipped.add(change.getInstant());
            }
            change = zone().getRules().nextTransition(change.getInstant());
        }
        return skipped;
    }

    /** Whether a fire is left out at this instant, and recorded as a gap, because a clock change skipped its local time. */
    boolean isSkipped(Instant instant) {
        return oracle != null
                && definition.dstGapPolicy() == DstGapPolicy.SKIP
                && oracle.standsForSkipped(instant)
                && !oracle.isFire(instant);
    }

    private Iterator<Instant> once(Instant from, Instant to) {
        Instant at = definition.runAt();
        boolean isDue = at != null && at.isAfter(from) && at.isBefore(to);
        return isDue ? List.of(at).iterator() : Collections.emptyIterator();
    }

    private @Nullable Instant nextOfRate(Instant instant, Instant to) {
        long period = Objects.requireNonNull(definition.intervalMs());
        long anchor = definition.anchorAt().toEpochMilli();
        long k = Math.max(0, Math.floorDiv(instant.toEpochMilli() - anchor, period) + 1);
        Instant next = Instant.ofEpochMilli(anchor + k * period);
        return next.isBefore(to) ? next : null;
    }

    private ZoneId zone() {
        return ZoneId.of(definition.timeZone());
    }

    private static CronOracle oracleOf(DefinitionFacts definition) {
        String written = Objects.requireNonNull(definition.cronExpression()).strip();
        String expression = MACROS.getOrDefault(written.toLowerCase(Locale.ROOT), written);
        boolean fireInGap = definition.dstGapPolicy() == DstGapPolicy.FIRE;
        return new CronOracle(expression, ZoneId.of(definition.timeZone()), fireInGap);
    }

    private static @Nullable Instant justBefore(@Nullable Instant instant) {
        return instant == null ? null : instant.minusMillis(1);
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }

    private static Iterator<Instant> walk(Function<Instant, @Nullable Instant> nextAfter, Instant from) {
        return new Iterator<>() {
            private @Nullable Instant next = nextAfter.apply(from);

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Instant next() {
                Instant now = next;
                if (now == null) {
                    throw new NoSuchElementException();
                }
                next = nextAfter.apply(now);
                return now;
            }
        };
    }
}
