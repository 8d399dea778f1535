package io.taskservice.schedule;

import io.taskservice.schedule.CronTerm.FromEnd;
import io.taskservice.schedule.CronTerm.LastWeekday;
import io.taskservice.schedule.CronTerm.NearestWorkday;
import io.taskservice.schedule.CronTerm.NthWeekday;
import io.taskservice.schedule.CronTerm.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Describes schedules in English: first the time of day, then the days, months and years. */
final class EnglishWords implements ScheduleWords {

    private static final List<String> WEEKDAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final List<String> NTH = List.of("first", "second", "third", "fourth", "fifth");
    private static final List<String> UNITS = List.of("day", "hour", "minute", "second", "millisecond");
    private static final List<String> UNITS_PLURAL =
            UNITS.stream().map(unit -> unit + "s").toList();

    @Override
    public String cron(CronOutline outline) {
        List<String> parts = new ArrayList<>();
        List<String> clockTimes = outline.clockTimes();
        parts.add(clockTimes.isEmpty() ? rhythm(outline) : "at " + list(clockTimes));
        parts.add(days(outline, !clockTimes.isEmpty()));
        if (!outline.isFree(CronField.MONTH)) {
            parts.add("in " + list(outline.items(CronField.MONTH, EnglishWords::month)));
        }
        if (!outline.isFree(CronField.YEAR)) {
            parts.add("in " + list(each(outline, CronField.YEAR, EnglishWords::year)));
        }
        return capitalised(
                String.join(" ", parts.stream().filter(part -> !part.isEmpty()).toList()));
    }

    @Override
    public String fixedRate(Duration period) {
        List<String> parts = ScheduleWords.parts(period, UNITS, UNITS_PLURAL);
        String joined = String.join(" ", parts);
        return "Every " + (parts.size() == 1 && joined.startsWith("1 ") ? joined.substring(2) : joined);
    }

    @Override
    public String fixedDelay(Duration delay) {
        return String.join(" ", ScheduleWords.parts(delay, UNITS, UNITS_PLURAL))
                + " after the end of the last instance";
    }

    @Override
    public String once(Instant at) {
        return "Once at " + at;
    }

    private static String rhythm(CronOutline outline) {
        CronField unit = outline.rhythm();
        StringBuilder words = new StringBuilder(frequency(outline, unit));
        if (unit == CronField.HOUR && outline.single(CronField.MINUTE) != 0) {
            words.append(" at minute ").append(outline.single(CronField.MINUTE));
        }
        if (unit != CronField.SECOND && outline.single(CronField.SECOND) != 0) {
            words.append(" at second ").append(outline.single(CronField.SECOND));
        }
        if (unit == CronField.SECOND && !outline.isFree(CronField.MINUTE)) {
            words.append(" in ").append(ordinals(outline, CronField.MINUTE));
        }
        if (unit != CronField.HOUR && !outline.isFree(CronField.HOUR)) {
            words.append(" in ").append(ordinals(outline, CronField.HOUR));
        }
        return words.toString();
    }

    /** How often within the next larger unit: {@code every 5 seconds and at second 7}. */
    private static String frequency(CronOutline outline, CronField unit) {
        if (outline.isFree(unit)) {
            return "every " + unit.label;
        }
        List<String> items = new ArrayList<>();
        for (Span span : outline.ranges(unit)) {
            String every = span.step() == 1 ? "every " + unit.label : "every " + span.step() + " " + unit.label + "s";
            items.add(every + bounds(unit, span, span.step() > 1));
        }
        if (!outline.singles(unit).isEmpty()) {
            items.add("at " + counted(unit.label, outline.singles(unit)));
        }
        return list(items);
    }

    /** Which ones, as a restriction: {@code hours 9 to 17}, {@code every 2nd hour from 8 to 18}. */
    private static String ordinals(CronOutline outline, CronField unit) {
        List<String> items = new ArrayList<>();
        for (Span span : outline.ranges(unit)) {
            items.add(
                    span.step() == 1
                            ? unit.label + "s " + span.from() + " to " + span.to()
                            : "every " + ordinal(span.step()) + " " + unit.label + bounds(unit, span, true));
        }
        if (!outline.singles(unit).isEmpty()) {
            items.add(counted(unit.label, outline.singles(unit)));
        }
        return list(items);
    }

    private static String bounds(CronField unit, Span span, boolean mayBeOpen) {
        if (!mayBeOpen || span.to() != unit.max) {
            return " from " + unit.label + " " + span.from() + " to " + span.to();
        }
        return span.from() == unit.min ? "" : " from " + unit.label + " " + span.from();
    }

    private static String days(CronOutline outline, boolean atClockTimes) {
        if (!outline.isFree(CronField.DAY_OF_MONTH)) {
            return "on " + list(each(outline, CronField.DAY_OF_MONTH, EnglishWords::dayOfMonth)) + " of the month";
        }
        if (!outline.isFree(CronField.DAY_OF_WEEK)) {
            List<String> items = outline.items(CronField.DAY_OF_WEEK, EnglishWords::weekday);
            boolean oneRange = items.size() == 1 && items.get(0).contains(" to ");
            return (oneRange ? "from " : "on ") + list(items);
        }
        return atClockTimes ? "every day" : "";
    }

    private static List<String> each(CronOutline outline, CronField field, Function<CronTerm, String> words) {
        return outline.terms().of(field).stream().map(words).toList();
    }

    private static String dayOfMonth(CronTerm term) {
        if (term instanceof FromEnd fromEnd) {
            return fromEnd(fromEnd);
        }
        if (term instanceof NearestWorkday nearest) {
            return "the workday nearest to day " + nearest.day();
        }
        Span span = (Span) term;
        if (span.isSingle()) {
            return "day " + span.from();
        }
        if (span.step() > 1) {
            String end = span.to() == CronField.DAY_OF_MONTH.max ? "" : " to " + span.to();
            return "every " + ordinal(span.step()) + " day from day " + span.from() + end;
        }
        return "days " + span.from() + " to " + span.to();
    }

    private static String fromEnd(FromEnd term) {
        if (term.daysBefore() == 0) {
            return term.workday() ? "the last workday" : "the last day";
        }
        String day = "the day" + (term.daysBefore() == 1 ? "" : " " + term.daysBefore() + " days") + " before the last";
        return term.workday() ? "the workday nearest to " + day : day;
    }

    private static String weekday(CronTerm term) {
        if (term instanceof NthWeekday nth) {
            return "the " + NTH.get(nth.nth() - 1) + " " + WEEKDAYS.get(nth.weekday() - 1) + " of the month";
        }
        if (term instanceof LastWeekday last) {
            return "the last " + WEEKDAYS.get(last.weekday() - 1) + " of the month";
        }
        return named((Span) term, WEEKDAYS);
    }

    private static String month(CronTerm term) {
        return named((Span) term, MONTHS);
    }

    private static String year(CronTerm term) {
        Span span = (Span) term;
        if (span.isSingle()) {
            return String.valueOf(span.from());
        }
        String end = span.to() == CronField.YEAR.max ? "" : " to " + span.to();
        return span.step() > 1
                ? "every " + ordinal(span.step()) + " year from " + span.from() + end
                : span.from() + " to " + span.to();
    }

    private static String named(Span span, List<String> names) {
        String from = names.get(span.from() - 1);
        return span.isSingle() ? from : from + " to " + names.get(span.to() - 1);
    }

    private static String counted(String label, List<Integer> values) {
        List<String> numbers = values.stream().map(String::valueOf).toList();
        return label + (values.size() > 1 ? "s " : " ") + list(numbers);
    }

    private static String ordinal(int n) {
        boolean teens = n % 100 / 10 == 1;
        String suffix = teens || n % 10 > 3 || n % 10 == 0
                ? "th"
                : List.of("st", "nd", "rd").get(n % 10 - 1);
        return n + suffix;
    }

    private static String list(List<String> items) {
        int last = items.size() - 1;
        return last < 1
                ? String.join("", items)
                : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    private static String capitalised(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
