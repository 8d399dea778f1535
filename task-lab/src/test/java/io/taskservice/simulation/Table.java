package io.taskservice.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * A table as InnoDB keeps it under READ COMMITTED, as far as the engine's statements can tell.
 *
 * <ul>
 *   <li>A plain read sees what is committed, and what its own transaction has written.
 *   <li>A locking read or a write locks each row it comes to, or waits for it, or skips it; then it looks again at what is
 *       committed by now, and lets go of what does not fit any more. Locks last as long as the transaction.
 *   <li>A key that another transaction has written is waited for; then it is there, or it is free.
 * </ul>
 *
 * Left out: locks of gaps, which READ COMMITTED hardly takes, and that an index may lock a row's neighbour.
 */
public final class Table {

    private final MemoryStore store;
    private final String name;
    private final List<String> primary;
    private final List<List<String>> unique;
    private final TreeMap<String, Slot> slots = new TreeMap<>();

    Table(MemoryStore store, String name, List<String> primary, List<List<String>> unique) {
        this.store = store;
        this.name = name;
        this.primary = primary;
        this.unique = unique;
    }

    public String name() {
        return name;
    }

    /** Rows as a transaction sees them, in the order of the primary key, without locks. */
    public List<Row> read(Tx tx, Predicate<Row> wanted) {
        List<Row> rows = new ArrayList<>();
        for (Slot slot : slots.values()) {
            Row row = slot.seenBy(tx);
            if (row != null && wanted.test(row)) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** All that is committed. */
    public List<Row> committed() {
        return slots.values().stream()
                .map(slot -> slot.committed)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The rows a locking statement comes to, locked. */
    public List<Row> lock(Tx tx, Scan scan) {
        return lockSlots(tx, scan, scan.oneKey()).stream()
                .map(slot -> Objects.requireNonNull(slot.seenBy(tx)))
                .toList();
    }

    /** Writes each row; returns how many. */
    public int update(Tx tx, Scan scan, UnaryOperator<Row> change) {
        List<Slot> locked = lockSlots(tx, scan, false);
        locked.forEach(slot -> write(slot, change.apply(Objects.requireNonNull(slot.seenBy(tx)))));
        return locked.size();
    }

    public int delete(Tx tx, Scan scan) {
        List<Slot> locked = lockSlots(tx, scan, false);
        locked.forEach(slot -> write(slot, null));
        return locked.size();
    }

    /** All of them, or none: throws DuplicateKeyException when one has the key of another. */
    public int insert(Tx tx, List<Row> rows) {
        for (Row row : rows) {
            Slot other = otherOf(tx, row);
            if (other != null) {
                undo(tx, rows, row);
                throw new DuplicateKeyException(
                        "Duplicate entry in " + name, store.errors().duplicate());
            }
            Slot slot = slots.computeIfAbsent(keyOf(primary, row), key -> new Slot(this, key));
            tx.hold(slot);
            write(slot, row);
        }
        return rows.size();
    }

    /** As {@code INSERT … ON DUPLICATE KEY UPDATE}: what is there already is locked and changed instead. */
    public void upsert(Tx tx, Row row, UnaryOperator<Row> change) {
        Slot other = otherOf(tx, row);
        if (other == null) {
            insert(tx, List.of(row));
        } else {
            update(tx, Scan.of(any -> keyOf(primary, any).equals(other.key)), change);
        }
    }

    /** A row as it is before anything runs. */
    void plant(Row row) {
        Slot slot = new Slot(this, keyOf(primary, row));
        slot.committed = row;
        slots.put(slot.key, slot);
    }

    void forget(Slot slot) {
        slots.remove(slot.key);
    }

    private List<Slot> lockSlots(Tx tx, Scan scan, boolean keepsAll) {
        while (true) {
            List<Slot> locked = new ArrayList<>();
            Slot taken = lockUpTo(tx, scan, keepsAll, locked);
            if (taken == null) {
                return locked;
            }
            store.waitFor(tx, taken);
        }
    }

    /** The row of another that stands in the way; null: there is none, all are locked. */
    private @Nullable Slot lockUpTo(Tx tx, Scan scan, boolean keepsAll, List<Slot> locked) {
        for (Slot slot : candidates(scan)) {
            if (locked.size() == scan.limit()) {
                return null;
            }
            if (!slot.isFreeFor(tx)) {
                if (scan.skipLocked()) {
                    continue;
                }
                return slot;
            }
            Row row = slot.seenBy(tx);
            boolean fits =
                    row != null && scan.range().test(row) && scan.filter().test(row);
            if (fits || keepsAll) {
                tx.hold(slot);
            }
            if (fits) {
                locked.add(slot);
            }
        }
        return null;
    }

    private List<Slot> candidates(Scan scan) {
        List<Slot> found = new ArrayList<>();
        for (Slot slot : slots.values()) {
            if (fits(slot.committed, scan) || (slot.changed && fits(slot.pending, scan))) {
                found.add(slot);
            }
        }
        Comparator<Row> order = scan.order();
        if (order != null) {
            found.sort((a, b) -> order.compare(rowOf(a, scan), rowOf(b, scan)));
        }
        return found;
    }

    private static Row rowOf(Slot slot, Scan scan) {
        return Objects.requireNonNull(slot.changed && fits(slot.pending, scan) ? slot.pending : slot.committed);
    }

    private static boolean fits(@Nullable Row row, Scan scan) {
        return row != null && scan.range().test(row);
    }

    /** Whose key a new row has; it waits until that is sure. */
    private @Nullable Slot otherOf(Tx tx, Row row) {
        String key = keyOf(primary, row);
        while (true) {
            Slot unsure = null;
            for (Slot slot : slots.values()) {
                boolean pendingHas = slot.changed && slot.pending != null && sharesKey(slot, slot.pending, key, row);
                boolean committedHas = slot.committed != null && sharesKey(slot, slot.committed, key, row);
                if (slot.changed && slot.holder != tx && (pendingHas || committedHas)) {
                    unsure = slot;
                    break;
                }
                Row seen = slot.seenBy(tx);
                if (seen != null && sharesKey(slot, seen, key, row)) {
                    return slot;
                }
            }
            if (unsure == null) {
                return null;
            }
            store.waitFor(tx, unsure);
        }
    }

    private boolean sharesKey(Slot slot, Row one, String primaryKey, Row other) {
        if (slot.key.equals(primaryKey)) {
            return true;
        }
        for (List<String> key : unique) {
            boolean isThere = key.stream().noneMatch(other::isNull);
            if (isThere
                    && store.enforces(name, key)
                    && key.stream().allMatch(column -> Objects.equals(one.get(column), other.get(column)))) {
                return true;
            }
        }
        return false;
    }

    private void undo(Tx tx, List<Row> rows, Row failed) {
        for (Row row : rows) {
            if (row == failed) {
                return;
            }
            Slot slot = Objects.requireNonNull(slots.get(keyOf(primary, row)));
            slot.pending = null;
            slot.changed = false;
            tx.letGo(slot);
            if (slot.committed == null) {
                slots.remove(slot.key);
            }
        }
    }

    private static void write(Slot slot, @Nullable Row row) {
        slot.pending = row;
        slot.changed = true;
    }

    private static String keyOf(List<String> columns, Row row) {
        return columns.stream().map(column -> textOf(row.get(column))).collect(Collectors.joining("/"));
    }

    private static String textOf(@Nullable Object value) {
        return value instanceof Integer number ? "%010d".formatted(number) : String.valueOf(value);
    }
}
