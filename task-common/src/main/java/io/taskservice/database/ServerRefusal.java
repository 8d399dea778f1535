package io.taskservice.database;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a server that takes nothing at the moment, whatever it is, from a statement that is wrong.
 *
 * <p>A server that is read-only, as during a failover, or whose disk is full, answers with errors that look final. The same
 * statement succeeds as soon as that is over.
 */
public final class ServerRefusal {

    /**
     * Errors of MySQL and MariaDB: a file cannot be written (3, 1026), the disk is full (1021), the storage engine says no
     * (1030, which also says that the disk is full), shutdown (1053), no room for the table (1114), read-only (1290, 1792, 1836), the
     * group has no majority (3100).
     */
    private static final Set<Integer> CODES = Set.of(3, 1021, 1026, 1030, 1053, 1114, 1290, 1792, 1836, 3100);

    private ServerRefusal() {}

    /** Whether that is why it failed. */
    public static boolean isCauseOf(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && CODES.contains(sql.getErrorCode())) {
                return true;
            }
        }
        return false;
    }
}
