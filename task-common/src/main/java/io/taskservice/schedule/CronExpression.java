package io.taskservice.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression of the Quartz dialect: a set of local date-times, without a time zone.
 *
 * <p>Six fields, or seven with the year: {@code second minute hour day-of-month month day-of-week [year]}. The grammar
 * is in {@code docs/schedules.md}. Two expressions are equal if their normalised texts are: upper case, single spaces,
 * macros written out.
 */
public final class CronExpression {

    private final String text;
    private final CronTerms terms;
    private final TimeOfDaySet times;
    private final DaySet days;

    CronExpression(String text, CronTerms terms, TimeOfDaySet times, DaySet days) {
        this.text = text;
        this.terms = terms;
        this.times = times;
        this.days = days;
    }

    /**
     * Reads an expression.
     *
     * @throws InvalidScheduleException if it is not of the dialect, or can never fire; the position is an index in
     *     {@code text}
     */
    public static CronExpression parse(String text) {
        return CronParser.parse(text);
    }

    /**
     * Whether the hour field admits all 24 hours. Such expressions mean a rhythm and follow real time; all others name
     * local times of day. The two kinds differ when the clocks change.
     */
    public boolean isEveryHour() {
        return times.admitsEveryHour();
    }

    /** The first matching local time at or after {@code local}, or null; {@code local} has whole seconds. */
    @Nullable
    LocalDateTime atOrAfter(LocalDateTime local) {
        LocalDate date = days.atOrAfter(local.toLocalDate());
        if (date == null) {
            return null;
        }
        if (!date.equals(local.toLocalDate())) {
            return at(date, times.first());
        }
        int time = times.atOrAfter(local.toLocalTime().toSecondOfDay());
        if (time != BitMask.NONE) {
            return at(date, time);
        }
        LocalDate later = days.atOrAfter(date.plusDays(1));
        return later == null ? null : at(later, times.first());
    }

    /** The last matching local time at or before {@code local}, or null; {@code local} has whole seconds. */
    @Nullable
    LocalDateTime atOrBefore(LocalDateTime local) {
        LocalDate date = days.atOrBefore(local.toLocalDate());
        if (date == null) {
            return null;
        }
        if (!date.equals(local.toLocalDate())) {
            return at(date, times.last());
        }
        int time = times.atOrBefore(local.toLocalTime().toSecondOfDay());
        if (time != BitMask.NONE) {
            return at(date, time);
        }
        LocalDate earlier = days.atOrBefore(date.minusDays(1));
        return earlier == null ? null : at(earlier, times.last());
    }

    /** Whether any local time in {@code [from, to)} matches. */
    boolean matchesWithin(LocalDateTime from, LocalDateTime to) {
        LocalDateTime match = atOrAfter(from);
        return match != null && match.isBefore(to);
    }

    int firstYear() {
        return days.firstYear();
    }

    int lastYear() {
        return days.lastYear();
    }

    CronTerms terms() {
        return terms;
    }

    private static LocalDateTime at(LocalDate date, int secondOfDay) {
        return LocalDateTime.of(date, LocalTime.ofSecondOfDay(secondOfDay));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CronExpression that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The normalised text, which parses to an equal expression. */
    @Override
    public String toString() {
        return text;
    }
}
