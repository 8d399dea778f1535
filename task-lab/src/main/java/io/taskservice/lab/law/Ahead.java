package io.taskservice.lab.law;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** An iterator whose next element can be looked at before it is taken. */
final class Ahead<T> {

    private final Iterator<T> rest;
    private @Nullable T head;

    Ahead(Iterator<T> all) {
        this.rest = all;
        advance();
    }

    /** The next; null: there is none. */
    @Nullable
    T peek() {
        return head;
    }

    void advance() {
        head = rest.hasNext() ? rest.next() : null;
    }
}
