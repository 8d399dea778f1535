package io.taskservice.database;

import java.util.List;
import org.apache.ibatis.executor.BatchResult;

/**
 * What a mapper is that adds rows and does nothing else: {@link TaskDatabase} gathers what its statement for one row is
 * given, and the driver sends that as one INSERT of many rows.
 *
 * @param <R> what a row is made of
 */
public interface BatchedInsert<R> {

    /** Gathers a row; the statement stands at the mapper that inherits this. */
    int insert(R row);

    /** Sends what has been gathered; the mapper that inherits this says so by MyBatis's annotation. */
    List<BatchResult> flush();

    /**
     * Adds rows within the transaction under way, all or none; outside a transaction each would be on its own. No more
     * than {@link Batches} allows, or the driver would need several statements, and some rows might be there already when
     * another is refused.
     */
    default void insertAll(List<R> rows) {
        rows.forEach(this::insert);
        flush();
    }
}
