package io.taskservice.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expressions that name local times of day: each matching local time fires once.
 *
 * <ol>
 *   <li>A local time that occurs once fires when it occurs.
 *   <li>One that occurs twice (the clocks go back) fires at its first occurrence.
 *   <li>All those that the clocks skip in one gap fire together, at the first instant after the gap; or not at all,
 *       under {@link DstGapPolicy#SKIP}.
 * </ol>
 *
 * <p>So instants never run against local times, and a search is one on the local calendar.
 */
record WallClockFires(CronExpression expression, ZoneRules rules, DstGapPolicy gapPolicy) implements CronFires {

    @Override
    public @Nullable Instant nextAfter(Instant instant) {
        LocalDateTime from = firstLocalAfter(instant);
        while (true) {
            LocalDateTime match = expression.atOrAfter(from);
            if (match == null) {
                return null;
            }
            ZoneOffsetTransition gap = gapAt(match);
            if (gap == null || gapPolicy == DstGapPolicy.FIRE) {
                return fire(match, gap);
            }
            from = gap.getDateTimeAfter();
        }
    }

    @Override
    public @Nullable Instant previousBefore(Instant instant) {
        LocalDateTime from = lastLocalBefore(instant);
        while (true) {
            LocalDateTime match = expression.atOrBefore(from);
            if (match == null) {
                return null;
            }
            ZoneOffsetTransition gap = gapAt(match);
            if (gap == null || gapPolicy == DstGapPolicy.FIRE) {
                return fire(match, gap);
            }
            from = gap.getDateTimeBefore().minusSeconds(1);
        }
    }

    /** The ends of the gaps in {@code (after, upTo]} that swallow a fire and are not themselves a fire. */
    List<Instant> skippedBetween(Instant after, Instant upTo) {
        List<Instant> skipped = new ArrayList<>();
        ZoneOffsetTransition change = rules.nextTransition(after);
        while (change != null && !change.getInstant().isAfter(upTo)) {
            if (swallows(change) && !matches(change.getDateTimeAfter())) {
                skipped.add(change.getInstant());
            }
            change = rules.nextTransition(change.getInstant());
        }
        return List.copyOf(skipped);
    }

    private boolean swallows(ZoneOffsetTransition change) {
        return change.isGap() && expression.matchesWithin(change.getDateTimeBefore(), change.getDateTimeAfter());
    }

    private boolean matches(LocalDateTime local) {
        return local.equals(expression.atOrAfter(local));
    }

    /** The first local time that can fire after {@code instant}. */
    private LocalDateTime firstLocalAfter(Instant instant) {
        Instant second = instant.truncatedTo(ChronoUnit.SECONDS);
        ZoneOffsetTransition overlap = overlapRepeatedAt(second);
        return overlap != null ? overlap.getDateTimeBefore() : localAt(second).plusSeconds(1);
    }

    /** The last local time that can have fired before {@code instant}. */
    private LocalDateTime lastLocalBefore(Instant instant) {
        Instant second = instant.minusNanos(1).truncatedTo(ChronoUnit.SECONDS);
        ZoneOffsetTransition overlap = overlapRepeatedAt(second);
        return overlap != null ? overlap.getDateTimeBefore().minusSeconds(1) : localAt(second);
    }

    /** The overlap in whose second pass {@code instant} lies, where every local time has had its turn; or null. */
    private @Nullable ZoneOffsetTransition overlapRepeatedAt(Instant instant) {
        ZoneOffset offset = rules.getOffset(instant);
        LocalDateTime local = LocalDateTime.ofInstant(instant, offset);
        // In an overlap the rules give the earlier offset for a local time.
        if (rules.getOffset(local).equals(offset)) {
            return null;
        }
        return rules.getTransition(local);
    }

    private LocalDateTime localAt(Instant instant) {
        return LocalDateTime.ofInstant(instant, rules.getOffset(instant));
    }

    private @Nullable ZoneOffsetTransition gapAt(LocalDateTime local) {
        ZoneOffsetTransition change = rules.getTransition(local);
        return change != null && change.isGap() ? change : null;
    }

    private Instant fire(LocalDateTime match, @Nullable ZoneOffsetTransition gap) {
        return gap != null ? gap.getInstant() : match.toInstant(rules.getOffset(match));
    }
}
