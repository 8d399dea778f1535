package io.taskservice.api.change;

import io.taskservice.api.security.Caller;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.audit.AuditEntry;
import io.taskservice.audit.AuditLog;
import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import io.taskservice.tenant.TenantRepository;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Makes changes: one transaction with the audit entry in it, signals once it is committed. */
public final class Changes {

    private final TaskDatabase database;
    private final AuditLog audit;
    private final TenantRepository tenants;
    private final Signals signals;
    private final JsonMapper json;
    private final AuditStates states;

    Changes(TaskDatabase database, AuditLog audit, TenantRepository tenants, Signals signals, JsonMapper json) {
        this.database = database;
        this.audit = audit;
        this.tenants = tenants;
        this.signals = signals;
        this.json = json;
        this.states = new AuditStates(json);
    }

    /** Runs a change in a transaction; it may run again from its start, so it only touches the database and these methods. */
    public <T> T make(Supplier<T> change) {
        return database.inTransaction(change);
    }

    /** Whether a transaction is under way already, which what is changed now will be part of. */
    public boolean isUnderWay() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    /** As {@link #make}, for what an active tenant may do: a disabling waits for it, or it finds the tenant disabled. */
    public <T> T makeFor(TenantId tenant, Supplier<T> change) {
        return make(() -> {
            if (!tenants.holdActive(tenant)) {
                throw new ApiException(ErrorCode.TENANT_DISABLED, "This tenant has been disabled");
            }
            return change.get();
        });
    }

    /** Adds the audit entry of the change under way; {@code detail} holds no secrets and no params. */
    public void record(Caller caller, String action, @Nullable String objectId, Map<String, ?> detail) {
        record(caller, caller.tenant(), action, objectId, detail);
    }

    /** As above, of something that is another tenant's or the platform's. */
    public void record(
            Caller caller, TenantId tenant, String action, @Nullable String objectId, Map<String, ?> detail) {
        record(caller, tenant, action, objectId, detail, Step.NONE);
    }

    /** As above, with what it was before and after. */
    public void record(
            Caller caller,
            TenantId tenant,
            String action,
            @Nullable String objectId,
            Map<String, ?> detail,
            Step step) {
        audit.add(new AuditEntry(
                tenant,
                caller.keyId(),
                action,
                objectId,
                detail.isEmpty() ? null : json.writeValueAsString(detail),
                states.of(step.before(), step.after()),
                caller.address(),
                caller.traceId()));
    }

    /**
     * What a change made of something, as the API shows it; the audit log keeps it without params and secrets.
     *
     * @param before as it was; null: it was not there
     * @param after as it is; null: it is gone
     */
    public record Step(@Nullable Object before, @Nullable Object after) {

        /** Nothing that has states. */
        static final Step NONE = new Step(null, null);
    }

    /** Sends a signal once the change under way is committed, and not if it is rolled back. */
    public void tellAfterwards(Signal signal) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signals.publish(signal);
            }
        });
    }
}
