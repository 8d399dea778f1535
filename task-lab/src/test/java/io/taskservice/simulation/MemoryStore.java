package io.taskservice.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A database in memory: tables, transactions and a clock. */
public final class MemoryStore {

    private static final Instant BEGINNING = Instant.parse("2026-03-01T00:00:00Z");

    private final Turns turns;
    private final Set<Guard> missing;
    private final MemoryErrors errors = new MemoryErrors();
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final ThreadLocal<@Nullable Tx> current = new ThreadLocal<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private Instant now = BEGINNING;

    /** Sees what each transaction changes, in the order of their commits. */
    public interface Watcher {
        void committed(Tx tx, List<Change> changes);
    }

    /**
     * A row that was changed.
     *
     * @param table which table's
     * @param before null: it was not there
     * @param after null: it is gone
     */
    public record Change(
            String table, @Nullable Row before, @Nullable Row after) {}

    /** Without some of the guards, to see whether they are missed. */
    public MemoryStore(Turns turns, Guard... missing) {
        this.turns = turns;
        this.missing = EnumSet.noneOf(Guard.class);
        this.missing.addAll(List.of(missing));
        table("task_definitions", List.of("id"), List.of("tenant_id", "task_name"));
        table(
                "task_instances",
                List.of("id"),
                List.of("task_definition_id", "fire_time"),
                List.of("tenant_id", "request_key"));
        table("task_attempts", List.of("task_instance_id", "attempt"));
        table("dead_letters", List.of("task_instance_id"));
        table("instance_expiries", List.of("expires_at", "task_instance_id"));
        table("fire_gaps", List.of("id"));
        table("nodes", List.of("id"));
        table("lanes", List.of("queue", "tenant_id"));
        table("gate_locks", List.of("bucket"));
        table("concurrency_slots", List.of("task_instance_id"));
        table("execution_stats", List.of("minute", "node_id"));
        table("task_logs", List.of("task_instance_id", "attempt", "seq", "log_time"));
    }

    @SafeVarargs
    private void table(String name, List<String> primary, List<String>... unique) {
        tables.put(name, new Table(this, name, primary, List.of(unique)));
    }

    public Table table(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    /** Puts a row where it is before anything runs. */
    public void plant(String table, Row row) {
        table(table).plant(row);
    }

    /** What {@code UTC_TIMESTAMP(3)} says. */
    public Instant now() {
        return now;
    }

    /** Lets time pass. */
    public void advance(Duration time) {
        now = now.plus(time);
    }

    /** Whether a guard has not been taken out. */
    public boolean has(Guard guard) {
        return !missing.contains(guard);
    }

    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** Runs a statement: in the transaction of the calling thread, or in one of its own. */
    public <T> T statement(String name, Function<Tx, T> work) {
        turns.before(name);
        Tx joined = current.get();
        if (joined == null) {
            T result = turns.alone(() -> runAlone(work));
            turns.afterOwn(name);
            return result;
        }
        return turns.alone(() -> {
            requireAlive(joined);
            return work.apply(joined);
        });
    }

    private <T> T runAlone(Function<Tx, T> work) {
        Tx own = new Tx(turns.user());
        try {
            T result = work.apply(own);
            apply(own);
            return result;
        } finally {
            abort(own);
        }
    }

    MemoryErrors errors() {
        return errors;
    }

    boolean enforces(String table, List<String> key) {
        boolean isFireKey = table.equals("task_instances") && key.contains("fire_time");
        boolean isRequestKey = key.contains("request_key");
        return !(isFireKey && !has(Guard.FIRE_KEY)) && !(isRequestKey && !has(Guard.REQUEST_KEY));
    }

    /** Another transaction has the row: waits, unless that other waits for this one, in any number of steps. */
    void waitFor(Tx tx, Slot slot) {
        List<Tx> circle = circleOf(tx, slot);
        if (!circle.isEmpty()) {
            Tx victim = circle.get(turns.victimOf(circle.size()));
            victim.doom = errors.deadlock();
            abort(victim);
        }
        if (tx.doom == null) {
            tx.waitsFor = slot;
            try {
                turns.waitFor(tx, slot);
            } finally {
                tx.waitsFor = null;
            }
        }
        requireAlive(tx);
    }

    private static List<Tx> circleOf(Tx tx, Slot slot) {
        List<Tx> way = new ArrayList<>();
        way.add(tx);
        Slot next = slot;
        while (next != null) {
            Tx holder = next.holder;
            if (holder == null || holder.over || way.size() > 100) {
                return List.of();
            }
            if (holder == tx) {
                return way;
            }
            way.add(holder);
            next = holder.waitsFor;
        }
        return List.of();
    }

    private static void requireAlive(Tx tx) {
        RuntimeException doom = tx.doom;
        if (doom != null) {
            throw doom;
        }
    }

    @Nullable
    Tx current() {
        return current.get();
    }

    Tx begin() {
        Tx tx = new Tx(turns.user());
        current.set(tx);
        return tx;
    }

    void end() {
        current.remove();
    }

    Turns turns() {
        return turns;
    }

    /** Makes a transaction's changes everybody's. */
    void apply(Tx tx) {
        if (tx.over) {
            return;
        }
        List<Change> changes = new ArrayList<>();
        for (Slot slot : tx.changed()) {
            changes.add(new Change(slot.table.name(), slot.committed, slot.pending));
            slot.committed = slot.pending;
        }
        release(tx);
        if (!changes.isEmpty()) {
            watchers.forEach(watcher -> watcher.committed(tx, changes));
        }
    }

    /** Undoes a transaction. */
    void abort(Tx tx) {
        if (!tx.over) {
            release(tx);
        }
    }

    private static void release(Tx tx) {
        tx.over = true;
        for (Slot slot : tx.held) {
            slot.pending = null;
            slot.changed = false;
            slot.holder = null;
            if (slot.committed == null) {
                slot.table.forget(slot);
            }
        }
        tx.held.clear();
    }
}
