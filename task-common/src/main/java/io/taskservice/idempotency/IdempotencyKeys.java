package io.taskservice.idempotency;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;

/**
 * Makes a creating request happen once.
 *
 * <ol>
 *   <li>{@link #begin} looks the key up without waiting, and adds it when it is not there.
 *   <li>The caller acts, then {@link #keep}s the answer.
 *   <li>All of it is one transaction: a crash leaves neither the key nor what was created.
 * </ol>
 */
public final class IdempotencyKeys {

    /** How long an answer is kept. */
    public static final int HOURS_KEPT = 24;

    /** MySQL's NOWAIT, and the lock wait timeout that is MariaDB's NOWAIT and both engines' blocked INSERT. */
    private static final Set<Integer> LOCKED = Set.of(3572, 1205);

    private final IdempotencyMapper mapper;

    public IdempotencyKeys(TaskDatabase database) {
        this.mapper = database.mapper(IdempotencyMapper.class);
    }

    /** Finds out whether this is the first request with that key; call it inside the transaction that acts. */
    public Turn begin(TenantId tenant, String key, String requestHash) {
        try {
            FirstAnswer answer = mapper.find(tenant, key, HOURS_KEPT);
            return answer == null ? insert(tenant, key, requestHash) : new Turn.Repeat(answer);
        } catch (DataAccessException e) {
            if (isLocked(e)) {
                return new Turn.Busy();
            }
            throw e;
        }
    }

    private Turn insert(TenantId tenant, String key, String requestHash) {
        mapper.deleteExpired(tenant, key, HOURS_KEPT);
        try {
            mapper.insert(tenant, key, requestHash);
            return new Turn.First();
        } catch (DuplicateKeyException e) {
            // Its transaction was committed between the look and the INSERT: the answer is there now.
            FirstAnswer answer = mapper.find(tenant, key, HOURS_KEPT);
            return answer == null ? new Turn.Busy() : new Turn.Repeat(answer);
        }
    }

    /** Keeps the answer of the first request. */
    public void keep(TenantId tenant, String key, FirstAnswer answer) {
        mapper.keep(tenant, key, answer);
    }

    /** Deletes up to {@code limit} keys that are past their time; returns how many. */
    public int forget(int limit) {
        return mapper.forget(HOURS_KEPT, limit);
    }

    private static boolean isLocked(@Nullable Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && LOCKED.contains(sql.getErrorCode())) {
                return true;
            }
        }
        return false;
    }
}
