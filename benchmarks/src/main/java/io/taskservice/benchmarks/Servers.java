package io.taskservice.benchmarks;

import io.taskservice.benchmarks.engine.Place;
import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestRedis;
import io.taskservice.testkit.TestSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * The database server and the Redis of a run. The embedded database is that of the tests, made durable, and with more
 * memory; one from outside stays as it is. Both servers end with this process.
 *
 * @param redis the Redis
 * @param databasePid process of the embedded database; null: it is from outside
 * @param version what the database server says it is
 */
record Servers(TestRedis redis, @Nullable Long databasePid, String version) implements AutoCloseable {

    /** What the tests read the place of an outside server from. */
    private static final String URL_SETTING = "TASK_TEST_MYSQL_URL";

    /** Each commit is on the disk before it is answered; the data fits in the memory, the log is not the limit. */
    private static final List<String> EMBEDDED = List.of(
            "SET GLOBAL innodb_flush_log_at_trx_commit = 1",
            "SET GLOBAL innodb_buffer_pool_size = 268435456",
            "SET GLOBAL innodb_log_file_size = 268435456");

    private static final String COUNT_COMMITS = "SET GLOBAL innodb_monitor_enable = 'trx_rw_commits'";

    static Servers start(@Nullable String jdbcUrl) throws SQLException, IOException {
        if (jdbcUrl != null) {
            System.setProperty(URL_SETTING, jdbcUrl);
            requireUsable();
        }
        try (TestDatabase first = TestDatabase.fresh();
                Connection connection = first.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            Long pid = jdbcUrl == null ? embedded(statement) : null;
            countCommits(statement);
            warnUnlessDurable(statement);
            return new Servers(TestRedis.dedicated(), pid, text(statement, "SELECT VERSION()"));
        }
    }

    /** The first schema on a server from outside tells whether it can be used at all. */
    private static void requireUsable() {
        try {
            TestDatabase.fresh().close();
        } catch (RuntimeException | ExceptionInInitializerError e) {
            Throwable reason = NestedExceptionUtils.getMostSpecificCause(e);
            throw new MeasurementFailedException("--jdbc-url: cannot make a schema there: " + reason.getMessage());
        }
    }

    /** Where a measurement in that schema takes place. */
    Place place(TestDatabase schema) {
        return new Place(
                schema.host(),
                schema.port(),
                schema.name(),
                schema.user(),
                schema.password(),
                redis.host(),
                redis.port(),
                TestSecrets.key());
    }

    @Override
    public void close() {
        redis.close();
    }

    private static long embedded(Statement statement) throws SQLException, IOException {
        for (String setting : EMBEDDED) {
            statement.execute(setting);
        }
        return Long.parseLong(
                Files.readString(Path.of(text(statement, "SELECT @@pid_file"))).trim());
    }

    private static void countCommits(Statement statement) {
        try {
            statement.execute(COUNT_COMMITS);
        } catch (SQLException e) {
            System.err.println("Commits are not counted: " + e.getMessage());
        }
    }

    private static void warnUnlessDurable(Statement statement) throws SQLException {
        String flush = text(statement, "SELECT @@innodb_flush_log_at_trx_commit");
        if (!flush.equals("1")) {
            System.err.println("The database does not flush at each commit: innodb_flush_log_at_trx_commit is " + flush
                    + "; the figures are better than those of a durable one");
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
