package io.taskservice.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A slow second reading of {@code docs/schedules.md}, written to be compared with the engine and sharing nothing with
 * it but java.time: it decides for one instant at a time whether it is a fire, and walks.
 *
 * <p>Of the zone it asks only one question, the offset at an instant; gaps and repeated hours it finds by itself. It
 * expects valid expressions.
 */
@SuppressWarnings({"StringSplitter", "EnumOrdinal", "JavaLocalDateTimeGetNano"})
public final class CronOracle {

    private static final String NAMES_OF_MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
    private static final String NAMES_OF_DAYS = "SUNMONTUEWEDTHUFRISAT";
    private static final int DAY = 86_400;
    private static final int HOUR = 3600;

    private final ZoneId zone;
    private final boolean fireInGap;
    private final boolean everyHour;
    private final boolean[] seconds;
    private final boolean[] minutes;
    private final boolean[] hours;
    private final boolean[] months;
    private final boolean[] years;
    private final String[] daysOfMonth;
    private final String[] daysOfWeek;
    private final boolean[] plainDaysOfMonth;
    private final boolean[] plainDaysOfWeek;
    private @Nullable LocalDate lastAsked;
    private boolean lastAnswer;

    public CronOracle(String expression, ZoneId zone, boolean fireInGap) {
        String[] field = expression.trim().toUpperCase(Locale.ROOT).split("\\s+");
        this.zone = zone;
        this.fireInGap = fireInGap;
        seconds = members(field[0], 0, 59, "");
        minutes = members(field[1], 0, 59, "");
        hours = members(field[2], 0, 23, "");
        daysOfMonth = field[3].split(",");
        months = members(field[4], 1, 12, NAMES_OF_MONTHS);
        daysOfWeek = field[5].split(",");
        years = members(field.length == 7 ? field[6] : "*", 1970, 2199, "");
        plainDaysOfMonth = members(plain(daysOfMonth), 1, 31, "");
        plainDaysOfWeek = members(plain(daysOfWeek), 1, 7, NAMES_OF_DAYS);
        boolean all = true;
        for (int hour = 0; hour < 24; hour++) {
            all &= hours[hour];
        }
        everyHour = all;
    }

    /** Whether the schedule fires at this instant, straight from the rules. */
    public boolean isFire(Instant instant) {
        LocalDateTime local = at(instant);
        if (local.getNano() != 0) {
            return false;
        }
        if (everyHour) {
            return matches(local);
        }
        return (matches(local) && !occurredBefore(local, instant)) || (fireInGap && standsForSkipped(instant));
    }

    /** Whether the instant is the first after a gap in which a matching local time was lost. */
    public boolean standsForSkipped(Instant instant) {
        if (everyHour) {
            return false;
        }
        LocalDateTime expected = at(instant.minusSeconds(1)).plusSeconds(1);
        LocalDateTime end = at(instant);
        for (LocalDateTime lost = expected; lost.isBefore(end); lost = lost.plusSeconds(1)) {
            if (!matchesDate(lost.toLocalDate())) {
                lost = lost.toLocalDate().plusDays(1).atStartOfDay().minusSeconds(1);
            } else if (matches(lost)) {
                return true;
            }
        }
        return false;
    }

    /** The first fire after {@code instant} and not after {@code end}, or null. */
    public @Nullable Instant next(Instant instant, Instant end) {
        Instant t = instant.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        while (!t.isAfter(end)) {
            if (t.getEpochSecond() % DAY == 0 && isQuiet(t, DAY)) {
                t = t.plusSeconds(DAY);
            } else if (t.getEpochSecond() % HOUR == 0 && isQuiet(t, HOUR)) {
                t = t.plusSeconds(HOUR);
            } else if (t.getEpochSecond() % 60 == 0 && isQuiet(t, 60)) {
                t = t.plusSeconds(60);
            } else if (isFire(t)) {
                return t;
            } else {
                t = t.plusSeconds(1);
            }
        }
        return null;
    }

    /** Whether there is any day on which it can fire. */
    boolean hasAnyDay() {
        for (LocalDate date = LocalDate.of(1970, 1, 1); date.getYear() < 2200; date = date.plusDays(1)) {
            if (matchesDate(date)) {
                return true;
            }
        }
        return false;
    }

    /** Whether no fire can lie in the stretch: the clocks run evenly and neither its first nor last part matches. */
    private boolean isQuiet(Instant start, int length) {
        Instant last = start.plusSeconds(length - 1);
        ZoneOffset offset = offset(start);
        if (!offset.equals(offset(start.minusSeconds(1))) || !offset.equals(offset(last))) {
            return false;
        }
        LocalDateTime first = LocalDateTime.ofInstant(start, offset);
        LocalDateTime end = LocalDateTime.ofInstant(last, offset);
        if (!matchesDate(first.toLocalDate()) && !matchesDate(end.toLocalDate())) {
            return true;
        }
        if (length == HOUR && !hours[first.getHour()] && !hours[end.getHour()]) {
            return true;
        }
        return length == 60 && !matchesMinute(first) && !matchesMinute(end);
    }

    private boolean matches(LocalDateTime local) {
        return seconds[local.getSecond()] && matchesMinute(local) && matchesDate(local.toLocalDate());
    }

    private boolean matchesMinute(LocalDateTime local) {
        return minutes[local.getMinute()] && hours[local.getHour()];
    }

    /** Whether the clocks have shown the same local time at an earlier instant. */
    private boolean occurredBefore(LocalDateTime local, Instant instant) {
        for (int hoursAgo = 1; hoursAgo <= 26; hoursAgo++) {
            ZoneOffset offset = offset(instant.minusSeconds(hoursAgo * 3600L));
            Instant other = local.toInstant(offset);
            if (other.isBefore(instant) && offset(other).equals(offset)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesDate(LocalDate date) {
        if (!date.equals(lastAsked)) {
            lastAsked = date;
            lastAnswer = date.getYear() >= 1970
                    && date.getYear() <= 2199
                    && years[date.getYear()]
                    && months[date.getMonthValue()]
                    && matchesDayOfMonth(date)
                    && matchesDayOfWeek(date);
        }
        return lastAnswer;
    }

    private boolean matchesDayOfMonth(LocalDate date) {
        return plainDaysOfMonth[date.getDayOfMonth()]
                || Arrays.stream(daysOfMonth).anyMatch(item -> isSpecialDay(item, date));
    }

    private boolean matchesDayOfWeek(LocalDate date) {
        return plainDaysOfWeek[numberOf(date.getDayOfWeek())]
                || Arrays.stream(daysOfWeek).anyMatch(item -> isSpecialWeekday(item, date));
    }

    private static boolean isSpecialDay(String item, LocalDate date) {
        if (!item.startsWith("L") && !item.endsWith("W")) {
            return false;
        }
        int wanted;
        String digits = item.replaceAll("[^0-9]", "");
        if (item.startsWith("L")) {
            wanted = date.lengthOfMonth() - (digits.isEmpty() ? 0 : Integer.parseInt(digits));
        } else {
            wanted = Integer.parseInt(digits);
        }
        if (wanted < 1 || wanted > date.lengthOfMonth()) {
            return false;
        }
        return date.getDayOfMonth() == (item.endsWith("W") ? nearestWorkday(date, wanted) : wanted);
    }

    /** Of all the working days of the month the one with the least distance; there are no ties. */
    private static int nearestWorkday(LocalDate month, int wanted) {
        int best = 0;
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            boolean works = month.withDayOfMonth(day).getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0;
            if (works && (best == 0 || Math.abs(day - wanted) < Math.abs(best - wanted))) {
                best = day;
            }
        }
        return best;
    }

    private static boolean isSpecialWeekday(String item, LocalDate date) {
        int number = numberOf(date.getDayOfWeek());
        if (item.contains("#")) {
            String[] parts = item.split("#");
            return number(parts[0], NAMES_OF_DAYS) == number
                    && (date.getDayOfMonth() + 6) / 7 == Integer.parseInt(parts[1]);
        }
        return item.length() > 1
                && item.endsWith("L")
                && number(item.substring(0, item.length() - 1), NAMES_OF_DAYS) == number
                && date.plusWeeks(1).getMonthValue() != date.getMonthValue();
    }

    private static int numberOf(DayOfWeek day) {
        return day == DayOfWeek.SUNDAY ? 1 : day.ordinal() + 2;
    }

    /** The items that do not depend on the month, joined again. */
    private static String plain(String[] items) {
        StringBuilder plain = new StringBuilder();
        for (String item : items) {
            boolean special = item.matches("L.*|.*W|.*#.*|.+L");
            if (!special || item.equals("WED")) {
                plain.append(plain.length() == 0 ? "" : ",").append(item);
            }
        }
        return plain.toString();
    }

    private static boolean[] members(String list, int min, int max, String names) {
        boolean[] members = new boolean[max + 1];
        for (String item : list.isEmpty() ? new String[0] : list.split(",")) {
            String[] halves = item.split("/");
            int step = halves.length == 2 ? Integer.parseInt(halves[1]) : 1;
            String[] ends = halves[0].split("-");
            boolean any = halves[0].isEmpty() || halves[0].equals("*") || halves[0].equals("?");
            int first = any ? min : number(ends[0], names);
            int last = any || (halves.length == 2 && ends.length == 1) ? max : number(ends[ends.length - 1], names);
            int value = first;
            for (int count = 0; ; count++) {
                members[value] |= count % step == 0;
                if (value == last) {
                    break;
                }
                value = value == max ? min : value + 1;
            }
        }
        return members;
    }

    private static int number(String text, String names) {
        return Character.isDigit(text.charAt(0)) ? Integer.parseInt(text) : names.indexOf(text) / 3 + 1;
    }

    private LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, offset(instant));
    }

    private ZoneOffset offset(Instant instant) {
        return zone.getRules().getOffset(instant);
    }
}
