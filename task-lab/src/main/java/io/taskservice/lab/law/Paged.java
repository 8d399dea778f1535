package io.taskservice.lab.law;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goes through rows of which only a page is in memory at a time. */
final class Paged<T> implements Iterator<T> {

    private final int pageSize;
    private final Function<@Nullable T, List<T>> next;
    private List<T> page;
    private int at;

    /** {@code next} reads at most {@code pageSize} rows after one, or the first ones when it gets null. */
    Paged(int pageSize, Function<@Nullable T, List<T>> next) {
        this.pageSize = pageSize;
        this.next = next;
        this.page = next.apply(null);
    }

    @Override
    public boolean hasNext() {
        if (at == page.size() && page.size() == pageSize) {
            page = next.apply(page.get(at - 1));
            at = 0;
        }
        return at < page.size();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.get(at++);
    }
}
