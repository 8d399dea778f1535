package io.taskservice.api.web;

import io.taskservice.database.ServerRefusal;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a database that is away or overloaded from a statement that is wrong. */
public final class DatabaseFaults {

    private DatabaseFaults() {}

    /** Whether the same request may well succeed later. */
    public static boolean isPassing(Throwable failure) {
        if (ServerRefusal.isCauseOf(failure)) {
            return true;
        }
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isPassingItself(cause)) {
                return true;
            }
        }
        return false;
    }

    /** A transaction's system fails when the connection breaks before COMMIT or ROLLBACK is answered. */
    private static boolean isPassingItself(Throwable cause) {
        return cause instanceof DataAccessResourceFailureException
                || cause instanceof RecoverableDataAccessException
                || cause instanceof TransientDataAccessException
                || cause instanceof CannotCreateTransactionException
                || cause instanceof TransactionSystemException
                || cause instanceof SQLTransientException
                || cause instanceof SQLRecoverableException
                || cause instanceof SQLNonTransientConnectionException
                || (cause instanceof SQLException sql && isConnectionState(sql.getSQLState()));
    }

    /** Class 08 of SQL:2016 is "connection exception". */
    private static boolean isConnectionState(@Nullable String state) {
        return state != null && state.startsWith("08");
    }
}
