package io.taskservice.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the schema up to date with the files of the {@code sql} folder; several processes may do so at once. */
public final class Migrations {

    /** A large table takes a while to change. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Migrations() {}

    /** Runs what is missing and returns how many files ran. Refuses a server outside the supported range. */
    public static int migrate(DataSource dataSource) {
        return migrate(dataSource, PATIENCE);
    }

    static int migrate(DataSource dataSource, Duration patience) {
        ServerVersion.require(dataSource);
        try (SchemaLock lock = SchemaLock.take(dataSource, patience)) {
            return flyway(dataSource).migrate().migrationsExecuted;
        } catch (SQLException e) {
            throw new DatabaseUnusableException(
                    "The schema cannot be locked for its migration: " + e.getMessage(),
                    "Look at the database's log, then start again.",
                    e);
        }
    }

    /** Refuses to go on with a schema that lacks a file this version needs. */
    public static void requireUpToDate(DataSource dataSource) {
        ServerVersion.require(dataSource);
        List<String> missing = List.of(flyway(dataSource).info().pending()).stream()
                .map(MigrationInfo::getScript)
                .toList();
        if (!missing.isEmpty()) {
            throw new DatabaseUnusableException(
                    "The database lacks " + missing + ".",
                    "Run the migrations (java -jar task-server.jar migrate) or set app.task.database.migrate=true.");
        }
    }

    private static Flyway flyway(DataSource dataSource) {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:io/taskservice/sql")
                .table("task_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .load();
    }
}
