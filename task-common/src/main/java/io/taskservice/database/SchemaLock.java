package io.taskservice.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one process at a time look at what a schema holds and change it. Flyway locks each step by itself, but not the question
 * whether there is anything yet: of two processes that start at once on an empty schema, one would take the half of the
 * other for tables of somebody else.
 *
 * <p>It is a named lock of the server, which goes with the connection.
 */
final class SchemaLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SchemaLock.class);

    private static final String NAME = "CONCAT('task-schema-', LEFT(SHA2(DATABASE(), 256), 40))";

    /** Of one statement: less than what a connection waits for an answer. */
    private static final int STEP_SECONDS = 10;

    private final Connection connection;

    private SchemaLock(Connection connection) {
        this.connection = connection;
    }

    /** Waits for it, for at most {@code patience}; throws DatabaseUnusableException when it is over. */
    static SchemaLock take(DataSource dataSource, Duration patience) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            for (long left = patience.toSeconds(); ; left -= STEP_SECONDS) {
                if (isTaken(connection, Math.max(0, Math.min(left, STEP_SECONDS)))) {
                    return new SchemaLock(connection);
                }
                if (left <= STEP_SECONDS) {
                    throw new DatabaseUnusableException(
                            "Another process has been migrating the schema for " + patience.toSeconds() + " s.",
                            "See what it waits for (SHOW PROCESSLIST), then start again.");
                }
            }
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** What was done under it stands, even when the connection has broken: the lock went with that. */
    @Override
    public void close() {
        try (connection) {
            ask("SELECT RELEASE_LOCK(" + NAME + ")", connection, null);
        } catch (SQLException e) {
            log.debug("The connection broke before the schema's lock was given back", e);
        }
    }

    private static boolean isTaken(Connection connection, long seconds) throws SQLException {
        return ask("SELECT GET_LOCK(" + NAME + ", ?)", connection, seconds);
    }

    private static boolean ask(String question, Connection connection, @Nullable Long value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            if (value != null) {
                statement.setLong(1, value);
            }
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getInt(1) == 1;
            }
        }
    }
}
