package io.taskservice.schedule;

import static io.taskservice.schedule.BitMask.NONE;
import static io.taskservice.schedule.BitMask.atOrAbove;
import static io.taskservice.schedule.BitMask.atOrBelow;
import static io.taskservice.schedule.BitMask.has;

/**
 * The times of day at which an expression fires on the days it fires, as seconds of the day.
 *
 * @param seconds bit s is set if second s is admitted
 * @param minutes bit m is set if minute m is admitted
 * @param hours bit h is set if hour h is admitted
 */
record TimeOfDaySet(long seconds, long minutes, long hours) {

    private static final int SIXTY = 60;
    private static final int LAST = 59;
    private static final int LAST_HOUR = 23;
    private static final long EVERY_HOUR = (1L << 24) - 1;

    static TimeOfDaySet of(CronTerms terms) {
        return new TimeOfDaySet(
                BitMask.of(CronField.SECOND, terms.of(CronField.SECOND)),
                BitMask.of(CronField.MINUTE, terms.of(CronField.MINUTE)),
                BitMask.of(CronField.HOUR, terms.of(CronField.HOUR)));
    }

    boolean admitsEveryHour() {
        return hours == EVERY_HOUR;
    }

    int first() {
        return firstFrom(atOrAbove(hours, 0));
    }

    int last() {
        return lastUpTo(atOrBelow(hours, LAST_HOUR));
    }

    /** The first admitted second of the day at or after the given one, or {@link BitMask#NONE}. */
    int atOrAfter(int secondOfDay) {
        int hour = secondOfDay / (SIXTY * SIXTY);
        int minute = secondOfDay / SIXTY % SIXTY;
        if (has(hours, hour)) {
            int second = has(minutes, minute) ? atOrAbove(seconds, secondOfDay % SIXTY) : NONE;
            if (second != NONE) {
                return secondOfDay(hour, minute, second);
            }
            int laterMinute = atOrAbove(minutes, minute + 1);
            if (laterMinute != NONE) {
                return secondOfDay(hour, laterMinute, atOrAbove(seconds, 0));
            }
        }
        int laterHour = atOrAbove(hours, hour + 1);
        return laterHour == NONE ? NONE : firstFrom(laterHour);
    }

    /** The last admitted second of the day at or before the given one, or {@link BitMask#NONE}. */
    int atOrBefore(int secondOfDay) {
        int hour = secondOfDay / (SIXTY * SIXTY);
        int minute = secondOfDay / SIXTY % SIXTY;
        if (has(hours, hour)) {
            int second = has(minutes, minute) ? atOrBelow(seconds, secondOfDay % SIXTY) : NONE;
            if (second != NONE) {
                return secondOfDay(hour, minute, second);
            }
            int earlierMinute = atOrBelow(minutes, minute - 1);
            if (earlierMinute != NONE) {
                return secondOfDay(hour, earlierMinute, atOrBelow(seconds, LAST));
            }
        }
        int earlierHour = atOrBelow(hours, hour - 1);
        return earlierHour == NONE ? NONE : lastUpTo(earlierHour);
    }

    private int firstFrom(int hour) {
        return secondOfDay(hour, atOrAbove(minutes, 0), atOrAbove(seconds, 0));
    }

    private int lastUpTo(int hour) {
        return secondOfDay(hour, atOrBelow(minutes, LAST), atOrBelow(seconds, LAST));
    }

    private static int secondOfDay(int hour, int minute, int second) {
        return (hour * SIXTY + minute) * SIXTY + second;
    }
}
