package io.taskservice.audit;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Adds entries to the audit log, as part of the caller's transaction: no change without its entry, and no entry without it.
 *
 * <p>Entries wait until the transaction is about to commit. So the head of a chain is always the last row that is locked,
 * and chains are locked in the order of their tenants: two changes can wait for each other's chain, but never in a circle.
 */
public final class AuditLog {

    private final TaskDatabase database;
    private final AuditChain chain;

    public AuditLog(TaskDatabase database) {
        this.database = database;
        this.chain = new AuditChain(database);
    }

    /** Adds one entry. */
    public void add(AuditEntry entry) {
        database.inTransaction(() -> waiting()
                .entries
                .computeIfAbsent(entry.tenantId().value(), tenant -> new ArrayList<>())
                .add(entry));
    }

    private Waiting waiting() {
        for (TransactionSynchronization one : TransactionSynchronizationManager.getSynchronizations()) {
            if (one instanceof Waiting known && known.isOf(database)) {
                return known;
            }
        }
        Waiting fresh = new Waiting(database, chain);
        TransactionSynchronizationManager.registerSynchronization(fresh);
        return fresh;
    }

    /** What a transaction will add before it commits, by tenant. */
    private static final class Waiting implements TransactionSynchronization, Ordered {

        private final TaskDatabase database;
        private final AuditChain chain;
        private final Map<String, List<AuditEntry>> entries = new TreeMap<>();

        Waiting(TaskDatabase database, AuditChain chain) {
            this.database = database;
            this.chain = chain;
        }

        boolean isOf(TaskDatabase other) {
            return database == other;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            entries.forEach((tenant, ofTenant) -> chain.append(new TenantId(tenant), ofTenant));
        }

        /** While the sessions of the transaction are still open. */
        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }
}
