package io.taskservice.simulation;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Begins and ends transactions of a {@link MemoryStore}, as Spring's own manager does those of a connection. */
public final class MemoryTransactions extends AbstractPlatformTransactionManager {

    private static final long serialVersionUID = 1L;

    private final transient MemoryStore store;

    public MemoryTransactions(MemoryStore store) {
        this.store = store;
    }

    /** The transaction under way, if there is one. */
    private static final class Handle {
        private @Nullable Tx tx;
    }

    @Override
    protected Object doGetTransaction() {
        Handle handle = new Handle();
        handle.tx = store.current();
        return handle;
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
        return ((Handle) transaction).tx != null;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        ((Handle) transaction).tx = store.begin();
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        Tx tx = txOf(status);
        store.turns().commit(() -> store.apply(tx));
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        Tx tx = txOf(status);
        if (!tx.over) {
            store.turns().rollback(() -> store.abort(tx));
        }
    }

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
        Tx tx = ((Handle) transaction).tx;
        if (tx != null) {
            // A connection that is closed, or given back to the pool, has nothing under way any more.
            store.abort(tx);
        }
        store.end();
    }

    private static Tx txOf(DefaultTransactionStatus status) {
        return Objects.requireNonNull(((Handle) status.getTransaction()).tx);
    }
}
