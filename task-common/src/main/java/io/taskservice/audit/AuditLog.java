package io.taskservice.audit;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.Ids;

/** Adds entries to the audit log, as part of the caller's transaction: no change without its entry, and no entry without it. */
public final class AuditLog {

    private final AuditMapper mapper;

    public AuditLog(TaskDatabase database) {
        this.mapper = database.mapper(AuditMapper.class);
    }

    /** Adds one entry. */
    public void add(AuditEntry entry) {
        mapper.insert(Ids.next(), entry);
    }
}
