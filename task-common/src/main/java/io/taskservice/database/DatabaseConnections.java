package io.taskservice.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** Opens the pool of connections, each with the session settings the engine's statements rely on. */
public final class DatabaseConnections {

    private DatabaseConnections() {}

    /** A pool that does not yet need the database to be there: the first connection is opened by its first use. */
    public static HikariDataSource open(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("task-database");
        config.setJdbcUrl(url(settings));
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.maxPoolSize());
        config.setMinimumIdle(Math.min(2, settings.maxPoolSize()));
        config.setConnectionTimeout(settings.connectTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // A waiter gives up soon and its transaction is tried again; MySQL's defaults are 50 seconds and a year.
        config.setConnectionInitSql("SET SESSION innodb_lock_wait_timeout = 3, lock_wait_timeout = 5");
        return new HikariDataSource(config);
    }

    /**
     * Both zone parameters are needed, or MySQL's own clock functions answer in the JVM's zone; local session state spares
     * the driver asking what it set itself. Statements are looked through for their placeholders once for each connection:
     * by itself the driver would remember 25 of up to 256 characters, and most here are longer. Batches, which only an
     * {@link BatchedInsert} has, are sent as one statement of many rows.
     */
    private static String url(DatabaseSettings settings) {
        return "jdbc:mysql://%s:%d/%s".formatted(settings.host(), settings.port(), settings.name())
                + "?connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
                + "&characterEncoding=UTF-8&useLocalSessionState=true"
                + "&rewriteBatchedStatements=true&cachePrepStmts=true&prepStmtCacheSize=250&prepStmtCacheSqlLimit=16384"
                + "&allowPublicKeyRetrieval=true&sslMode=" + settings.sslMode()
                + "&connectTimeout=" + settings.connectTimeout().toMillis()
                + "&socketTimeout=" + settings.socketTimeout().toMillis();
    }
}
