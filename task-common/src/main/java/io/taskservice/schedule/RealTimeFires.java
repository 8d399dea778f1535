package io.taskservice.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * Every-hour expressions: they fire at each instant whose local time matches, both times if it occurs twice.
 *
 * <p>Between two transitions the offset is constant, so a match found on the local calendar is the answer if its
 * instant lies before the next transition; otherwise the search starts again from there with the new offset.
 */
record RealTimeFires(CronExpression expression, ZoneRules rules) implements CronFires {

    @Override
    public @Nullable Instant nextAfter(Instant instant) {
        Instant from = instant.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        while (true) {
            ZoneOffset offset = rules.getOffset(from);
            LocalDateTime local = LocalDateTime.ofInstant(from, offset);
            LocalDateTime match = expression.atOrAfter(local);
            Instant fire = match == null ? Instant.MAX : match.toInstant(offset);
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null || fire.isBefore(change.getInstant())) {
                return match == null ? null : fire;
            }
            // A transition on New Year's Day may lead back into the last year.
            if (local.getYear() > expression.lastYear() + 1) {
                return null;
            }
            from = change.getInstant();
        }
    }

    @Override
    public @Nullable Instant previousBefore(Instant instant) {
        Instant from = instant.minusNanos(1).truncatedTo(ChronoUnit.SECONDS);
        while (true) {
            ZoneOffset offset = rules.getOffset(from);
            LocalDateTime local = LocalDateTime.ofInstant(from, offset);
            LocalDateTime match = expression.atOrBefore(local);
            Instant fire = match == null ? Instant.MIN : match.toInstant(offset);
            ZoneOffsetTransition change = rules.previousTransition(from.plusSeconds(1));
            if (change == null || !fire.isBefore(change.getInstant())) {
                return match == null ? null : fire;
            }
            if (local.getYear() < expression.firstYear() - 1) {
                return null;
            }
            from = change.getInstant().minusSeconds(1);
        }
    }
}
