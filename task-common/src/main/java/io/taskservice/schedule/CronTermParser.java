package io.taskservice.schedule;

import io.taskservice.schedule.CronTerm.Any;
import io.taskservice.schedule.CronTerm.FromEnd;
import io.taskservice.schedule.CronTerm.LastWeekday;
import io.taskservice.schedule.CronTerm.NearestWorkday;
import io.taskservice.schedule.CronTerm.NthWeekday;
import io.taskservice.schedule.CronTerm.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of one field.
 *
 * @param field the field whose rules apply
 */
record CronTermParser(CronField field) {

    private static final int MAX_DAYS_BEFORE_LAST = 30;
    private static final int MAX_NTH = 5;
    private static final int SATURDAY = 7;

    List<CronTerm> parseList(CronToken list) {
        List<CronToken> items = list.split(',');
        for (CronToken item : items) {
            if (item.is("?") && (!field.isDay() || items.size() > 1)) {
                throw refused(item, "'?' stands alone in day-of-month or day-of-week only; use * for every value");
            }
        }
        return items.stream().map(this::parse).toList();
    }

    private CronTerm parse(CronToken item) {
        if (item.text().isEmpty()) {
            throw refused(item, "a value is missing; remove the extra comma or " + field.hint);
        }
        if (item.is("*") || item.is("?")) {
            return new Any();
        }
        CronTerm special = dayTerm(item);
        return special != null ? special : span(item);
    }

    private @Nullable CronTerm dayTerm(CronToken item) {
        return switch (field) {
            case DAY_OF_MONTH -> dayOfMonthTerm(item);
            case DAY_OF_WEEK -> dayOfWeekTerm(item);
            case SECOND, MINUTE, HOUR, MONTH, YEAR -> null;
        };
    }

    private @Nullable CronTerm dayOfMonthTerm(CronToken item) {
        if (item.text().startsWith("L")) {
            return fromEnd(item);
        }
        if (item.text().endsWith("W")) {
            CronToken day = item.slice(0, item.text().length() - 1);
            if (!day.isNumber()) {
                throw refused(item, "W follows a single day, as in 15W; for the last weekday of the month write LW");
            }
            return new NearestWorkday(value(day));
        }
        return null;
    }

    private FromEnd fromEnd(CronToken item) {
        boolean workday = item.text().endsWith("W");
        CronToken rest = item.slice(1, item.text().length() - (workday ? 1 : 0));
        if (rest.text().isEmpty()) {
            return new FromEnd(0, workday);
        }
        CronToken days = rest.from(1);
        if (!rest.text().startsWith("-") || !days.isNumber()) {
            throw refused(item, "'" + item.text() + "' is not understood; write L, L-3, LW or L-3W");
        }
        int daysBefore = Integer.parseInt(days.text());
        if (daysBefore > MAX_DAYS_BEFORE_LAST) {
            throw refused(days, "no month has a day " + daysBefore + " days before its last; use L-0 to L-30");
        }
        return new FromEnd(daysBefore, workday);
    }

    private @Nullable CronTerm dayOfWeekTerm(CronToken item) {
        if (item.is("L")) {
            return Span.single(SATURDAY); // as Quartz: L alone is the last day of the week
        }
        if (item.has('#')) {
            return nthWeekday(item);
        }
        if (item.text().endsWith("L")) {
            return new LastWeekday(value(item.slice(0, item.text().length() - 1)));
        }
        return null;
    }

    private NthWeekday nthWeekday(CronToken item) {
        int hash = item.text().indexOf('#');
        CronToken nth = item.from(hash + 1);
        if (!nth.isNumber() || Integer.parseInt(nth.text()) < 1 || Integer.parseInt(nth.text()) > MAX_NTH) {
            throw refused(nth, "'" + nth.text() + "' cannot follow #; use 1-5, as in FRI#3 for the third Friday");
        }
        return new NthWeekday(value(item.slice(0, hash)), Integer.parseInt(nth.text()));
    }

    private Span span(CronToken item) {
        int slash = item.text().indexOf('/');
        if (slash < 0) {
            return range(item);
        }
        int step = step(item.from(slash + 1));
        CronToken base = item.slice(0, slash);
        if (base.text().isEmpty() || base.is("*")) {
            return new Span(field.min, field.max, step);
        }
        return base.has('-') ? stepped(range(base), step) : new Span(value(base), field.max, step);
    }

    private Span stepped(Span range, int step) {
        return new Span(range.from(), range.to(), step);
    }

    private Span range(CronToken item) {
        int dash = item.text().indexOf('-');
        if (dash < 0) {
            return Span.single(value(item));
        }
        int from = value(item.slice(0, dash));
        int to = value(item.from(dash + 1));
        if (field == CronField.YEAR && to < from) {
            throw refused(item, "years do not wrap; write the earlier year first");
        }
        return new Span(from, to, 1);
    }

    private int step(CronToken token) {
        if (!token.isNumber()) {
            throw refused(token, "'" + token.text() + "' is not a step; write a number after /, as in */5");
        }
        int step = Integer.parseInt(token.text());
        if (step < 1 || step > field.longestStep()) {
            throw refused(
                    token,
                    "a step of " + step + " is outside 1-" + field.longestStep()
                            + "; a step stays within its field: for other periods use FIXED_RATE");
        }
        return step;
    }

    private int value(CronToken token) {
        int named = field.names.indexOf(token.text());
        if (named >= 0) {
            return field.min + named;
        }
        if (!token.isNumber()) {
            throw refused(token, "'" + token.text() + "' is not a value; " + field.hint);
        }
        int value = Integer.parseInt(token.text());
        if (!field.admits(value)) {
            throw refused(token, value + " is outside " + field.min + "-" + field.max + "; " + field.hint);
        }
        return value;
    }

    private InvalidScheduleException refused(CronToken token, String why) {
        return token.refused(field.label + ": " + why);
    }
}
