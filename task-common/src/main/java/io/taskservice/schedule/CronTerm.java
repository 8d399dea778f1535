package io.taskservice.schedule;

import java.util.stream.IntStream;

/** One item of a field's comma-separated list. */
sealed interface CronTerm {

    /** {@code *} or {@code ?}: every value. */
    record Any() implements CronTerm {}

    /**
     * A value, a range or a stepped range.
     *
     * @param from the first value
     * @param to the last value; smaller than {@code from} when the range wraps, as in {@code FRI-MON}
     * @param step the distance between values, 1 for all of them
     */
    record Span(int from, int to, int step) implements CronTerm {

        static Span single(int value) {
            return new Span(value, value, 1);
        }

        boolean isSingle() {
            return from == to;
        }

        /** The values, in the order in which the range runs. */
        IntStream values(CronField field) {
            int end = to < from ? to + field.size() : to;
            return IntStream.rangeClosed(0, (end - from) / step)
                    .map(i -> field.min + (from - field.min + i * step) % field.size());
        }
    }

    /** A term that means different days in different months. */
    sealed interface OfMonth extends CronTerm {

        /** The days it means in a month of this shape; none if that month has no such day. */
        long daysIn(MonthShape month);
    }

    /**
     * {@code L}, {@code L-n}, {@code LW} and {@code L-nW}: counted from the end of the month.
     *
     * @param daysBefore how many days before the last one
     * @param workday whether to move to the nearest day from Monday to Friday
     */
    record FromEnd(int daysBefore, boolean workday) implements OfMonth {
        @Override
        public long daysIn(MonthShape month) {
            int day = month.length() - daysBefore;
            if (day < 1) {
                return 0;
            }
            return 1L << (workday ? month.nearestWorkday(day) : day);
        }
    }

    /** {@code nW}: the day from Monday to Friday nearest to day n; none in a month without day n. */
    record NearestWorkday(int day) implements OfMonth {
        @Override
        public long daysIn(MonthShape month) {
            return day > month.length() ? 0 : 1L << month.nearestWorkday(day);
        }
    }

    /** {@code n#k}: the k-th of a weekday in the month; none in a month with fewer. */
    record NthWeekday(int weekday, int nth) implements OfMonth {
        @Override
        public long daysIn(MonthShape month) {
            int day = month.firstOn(weekday) + 7 * (nth - 1);
            return day > month.length() ? 0 : 1L << day;
        }
    }

    /** {@code nL}: the last of a weekday in the month. */
    record LastWeekday(int weekday) implements OfMonth {
        @Override
        public long daysIn(MonthShape month) {
            return Long.highestOneBit(month.daysOn(weekday));
        }
    }
}
