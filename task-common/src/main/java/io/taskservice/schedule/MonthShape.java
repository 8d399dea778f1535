package io.taskservice.schedule;

import java.time.DayOfWeek;
import java.time.YearMonth;

/**
 * What a month looks like on the calendar: its length and the weekday it begins with.
 *
 * <p>There are only 28 shapes, so everything cron can say about days is worked out once for each of them. Sets of days
 * are masks whose bit {@code d} stands for day {@code d} (bit 0 is unused).
 *
 * @param length 28 to 31 days
 * @param firstDay the weekday of day 1
 */
record MonthShape(int length, DayOfWeek firstDay) {

    static final int COUNT = 28;

    private static final int SHORTEST = 28;
    private static final int WEEK = 7;

    static MonthShape of(int index) {
        return new MonthShape(SHORTEST + index / WEEK, DayOfWeek.of(index % WEEK + 1));
    }

    /** The place of a month's shape in tables of {@link #COUNT} entries. */
    static int indexOf(YearMonth month) {
        int firstDay = month.atDay(1).getDayOfWeek().getValue();
        return (month.lengthOfMonth() - SHORTEST) * WEEK + firstDay - 1;
    }

    /** All the days of the month. */
    long allDays() {
        return (1L << (length + 1)) - 2;
    }

    /** The days that fall on a weekday, numbered as cron does: 1 is Sunday, 7 is Saturday. */
    long daysOn(int cronWeekday) {
        long days = 0;
        for (int day = firstOn(cronWeekday); day <= length; day += WEEK) {
            days |= 1L << day;
        }
        return days;
    }

    /** The days that fall on any of a mask of weekdays. */
    long daysOnAny(long cronWeekdays) {
        long days = 0;
        for (long rest = cronWeekdays; rest != 0; rest &= rest - 1) {
            days |= daysOn(Long.numberOfTrailingZeros(rest));
        }
        return days;
    }

    /** The first day that falls on a weekday, numbered as cron does. */
    int firstOn(int cronWeekday) {
        return 1 + Math.floorMod(cronWeekday - cronWeekdayOf(1), WEEK);
    }

    /** The day from Monday to Friday that is nearest to {@code day} without leaving the month. */
    int nearestWorkday(int day) {
        return switch (weekdayOf(day)) {
            case SATURDAY -> day == 1 ? day + 2 : day - 1;
            case SUNDAY -> day == length ? day - 2 : day + 1;
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
        };
    }

    private DayOfWeek weekdayOf(int day) {
        return firstDay.plus(day - 1L);
    }

    private int cronWeekdayOf(int day) {
        return weekdayOf(day).getValue() % WEEK + 1;
    }
}
