package io.taskservice.simulation;

import org.jspecify.annotations.Nullable;

/** A row's place: what is committed, what the transaction that holds it has made of it, and which that is. */
final class Slot {

    final Table table;
    final String key;

    @Nullable
    Row committed;

    @Nullable
    Row pending;

    boolean changed;

    @Nullable
    Tx holder;

    Slot(Table table, String key) {
        this.table = table;
        this.key = key;
    }

    /** The row as a transaction sees it; null: it is not there. */
    @Nullable
    Row seenBy(Tx tx) {
        return changed && holder == tx ? pending : committed;
    }

    boolean isFreeFor(Tx tx) {
        return holder == null || holder == tx;
    }

    @Override
    public String toString() {
        return table.name() + " " + key;
    }
}
