package io.taskservice.schedule;

import io.taskservice.schedule.CronTerm.OfMonth;
import io.taskservice.schedule.CronTerm.Span;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The days on which an expression fires: a set of years, a set of months, and for each of the 28 shapes a month can
 * have the mask of its days. A search visits admitted months only and finds the day with one bit operation.
 */
final class DaySet {

    private static final int MONTHS = 12;

    private final BitSet years;
    private final long months;
    private final long[] daysByShape;

    private DaySet(BitSet years, long months, long[] daysByShape) {
        this.years = years;
        this.months = months;
        this.daysByShape = daysByShape;
    }

    static DaySet of(CronTerms terms) {
        long[] days = daysByShape(CronField.DAY_OF_MONTH, terms);
        long[] weekdays = daysByShape(CronField.DAY_OF_WEEK, terms);
        for (int shape = 0; shape < MonthShape.COUNT; shape++) {
            days[shape] &= weekdays[shape];
        }
        return new DaySet(years(terms), BitMask.of(CronField.MONTH, terms.of(CronField.MONTH)), days);
    }

    /** Whether a day field leaves out any day of any month. */
    static boolean restricts(CronField dayField, CronTerms terms) {
        long[] days = daysByShape(dayField, terms);
        for (int shape = 0; shape < MonthShape.COUNT; shape++) {
            if (days[shape] != MonthShape.of(shape).allDays()) {
                return true;
            }
        }
        return false;
    }

    int firstYear() {
        return years.nextSetBit(0);
    }

    int lastYear() {
        return years.length() - 1;
    }

    boolean isEmpty() {
        return atOrAfter(LocalDate.of(firstYear(), 1, 1)) == null;
    }

    /** The first day in the set at or after {@code date}, or null. */
    @Nullable
    LocalDate atOrAfter(LocalDate date) {
        YearMonth start = YearMonth.from(date);
        long rest = daysIn(start) & (-1L << date.getDayOfMonth());
        YearMonth month = start;
        while (rest == 0) {
            month = monthAfter(month);
            if (month == null) {
                return null;
            }
            rest = daysIn(month);
        }
        return month.atDay(Long.numberOfTrailingZeros(rest));
    }

    /** The last day in the set at or before {@code date}, or null. */
    @Nullable
    LocalDate atOrBefore(LocalDate date) {
        YearMonth start = YearMonth.from(date);
        long rest = daysIn(start) & ((2L << date.getDayOfMonth()) - 1);
        YearMonth month = start;
        while (rest == 0) {
            month = monthBefore(month);
            if (month == null) {
                return null;
            }
            rest = daysIn(month);
        }
        return month.atDay(Long.SIZE - 1 - Long.numberOfLeadingZeros(rest));
    }

    private long daysIn(YearMonth month) {
        boolean admitted = years.get(month.getYear()) && BitMask.has(months, month.getMonthValue());
        return admitted ? daysByShape[MonthShape.indexOf(month)] : 0;
    }

    private @Nullable YearMonth monthAfter(YearMonth month) {
        int later = BitMask.atOrAbove(months, month.getMonthValue() + 1);
        if (later != BitMask.NONE && years.get(month.getYear())) {
            return month.withMonth(later);
        }
        int year = years.nextSetBit(month.getYear() + 1);
        return year < 0 ? null : YearMonth.of(year, BitMask.atOrAbove(months, 1));
    }

    private @Nullable YearMonth monthBefore(YearMonth month) {
        int earlier = BitMask.atOrBelow(months, month.getMonthValue() - 1);
        if (earlier != BitMask.NONE && years.get(month.getYear())) {
            return month.withMonth(earlier);
        }
        int year = years.previousSetBit(month.getYear() - 1);
        return year < 0 ? null : YearMonth.of(year, BitMask.atOrBelow(months, MONTHS));
    }

    private static long[] daysByShape(CronField field, CronTerms terms) {
        long plain = BitMask.of(field, terms.of(field));
        long[] days = new long[MonthShape.COUNT];
        for (int shape = 0; shape < MonthShape.COUNT; shape++) {
            MonthShape month = MonthShape.of(shape);
            days[shape] = field == CronField.DAY_OF_MONTH ? plain & month.allDays() : month.daysOnAny(plain);
            for (CronTerm term : terms.of(field)) {
                days[shape] |= term instanceof OfMonth ofMonth ? ofMonth.daysIn(month) : 0;
            }
        }
        return days;
    }

    private static BitSet years(CronTerms terms) {
        BitSet years = new BitSet(CronField.YEAR.max + 1);
        for (CronTerm term : terms.of(CronField.YEAR)) {
            if (term instanceof Span span) {
                span.values(CronField.YEAR).forEach(years::set);
            } else {
                years.set(CronField.YEAR.min, CronField.YEAR.max + 1);
            }
        }
        return years;
    }
}
