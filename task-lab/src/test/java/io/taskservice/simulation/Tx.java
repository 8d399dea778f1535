package io.taskservice.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A transaction: which rows it holds, and for which it waits. */
public final class Tx {

    final Set<Slot> held = new LinkedHashSet<>();
    private final String owner;

    @Nullable
    Slot waitsFor;

    @Nullable
    RuntimeException doom;

    boolean over;

    Tx(String owner) {
        this.owner = owner;
    }

    /** Whose it is. */
    public String owner() {
        return owner;
    }

    void hold(Slot slot) {
        slot.holder = this;
        held.add(slot);
    }

    void letGo(Slot slot) {
        slot.holder = null;
        held.remove(slot);
    }

    List<Slot> changed() {
        List<Slot> changed = new ArrayList<>();
        for (Slot slot : held) {
            if (slot.changed) {
                changed.add(slot);
            }
        }
        return changed;
    }
}
