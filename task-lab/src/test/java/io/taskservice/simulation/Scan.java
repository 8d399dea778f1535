package io.taskservice.simulation;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a locking statement comes by its rows.
 *
 * @param range what its index leads to: such a row is waited for when another transaction has it, or skipped
 * @param filter what else it asks of a row; one that does not fit is let go of again
 * @param order in which order; null: that of the primary key
 * @param limit most rows
 * @param skipLocked whether it passes over rows of others
 * @param oneKey whether it looks for one primary key only: MySQL then keeps what it has locked, also if it does not fit
 */
public record Scan(
        Predicate<Row> range,
        Predicate<Row> filter,
        @Nullable Comparator<Row> order,
        int limit,
        boolean skipLocked,
        boolean oneKey) {

    /** All that an index leads to. */
    public static Scan of(Predicate<Row> range) {
        return new Scan(range, row -> true, null, Integer.MAX_VALUE, false, false);
    }

    /** Rows by the values of a column, which is the primary key or its head. */
    public static Scan in(String column, Collection<?> values) {
        Set<Object> wanted = new HashSet<>(values);
        Predicate<Row> range = row -> wanted.contains(row.get(column));
        return new Scan(range, row -> true, null, Integer.MAX_VALUE, false, wanted.size() == 1);
    }

    /** But only those. */
    public Scan where(Predicate<Row> wanted) {
        return new Scan(range, filter.and(wanted), order, limit, skipLocked, oneKey);
    }

    public Scan by(Comparator<Row> wanted) {
        return new Scan(range, filter, wanted, limit, skipLocked, oneKey);
    }

    public Scan limit(int most) {
        return new Scan(range, filter, order, most, skipLocked, oneKey);
    }

    public Scan skipping() {
        return new Scan(range, filter, order, limit, true, oneKey);
    }
}
