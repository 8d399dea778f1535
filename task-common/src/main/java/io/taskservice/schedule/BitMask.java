package io.taskservice.schedule;

import io.taskservice.schedule.CronTerm.Any;
import io.taskservice.schedule.CronTerm.Span;
import java.util.List;

/** Small sets of numbers from 0 to 63, held as the bits of a long. */
final class BitMask {

    /** What the searches answer when there is no such number. */
    static final int NONE = -1;

    private BitMask() {}

    /** The values that the plain terms of a field admit; terms that depend on the month are left out. */
    static long of(CronField field, List<CronTerm> terms) {
        long mask = 0;
        for (CronTerm term : terms) {
            if (term instanceof Any) {
                mask |= of(field, new Span(field.min, field.max, 1));
            } else if (term instanceof Span span) {
                mask |= of(field, span);
            }
        }
        return mask;
    }

    private static long of(CronField field, Span span) {
        return span.values(field).mapToLong(value -> 1L << value).reduce(0, (a, b) -> a | b);
    }

    static boolean has(long mask, int value) {
        return (mask & 1L << value) != 0;
    }

    /** The least member at or above {@code value}, for values from 0 to 63, or {@link #NONE}. */
    static int atOrAbove(long mask, int value) {
        long rest = mask & (-1L << value);
        return rest == 0 ? NONE : Long.numberOfTrailingZeros(rest);
    }

    /** The greatest member at or below {@code value}, for values from -1 to 62, or {@link #NONE}. */
    static int atOrBelow(long mask, int value) {
        // Long.numberOfLeadingZeros(0) is 64, which makes the empty rest come out as NONE.
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(mask & ((1L << (value + 1)) - 1));
    }
}
