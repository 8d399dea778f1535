package io.taskservice.database;

import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/** Brings the schema up to date with the files of the {@code sql} folder; several processes may do so at once. */
public final class Migrations {

    private Migrations() {}

    /** Runs what is missing and returns how many files ran. Refuses a server outside the supported range. */
    public static int migrate(DataSource dataSource) {
        ServerVersion.require(dataSource);
        return flyway(dataSource).migrate().migrationsExecuted;
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
