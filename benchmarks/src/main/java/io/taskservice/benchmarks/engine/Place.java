package io.taskservice.benchmarks.engine;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * Where a measurement takes place: a schema of its own on the database server, and a Redis.
 *
 * @param host of the database server
 * @param port of the database server
 * @param schema name of the schema
 * @param user who may do everything in it
 * @param password of the user; empty: none
 * @param redisHost host of Redis
 * @param redisPort port of Redis
 * @param masterKey of the Task Service
 */
public record Place(
        String host,
        int port,
        String schema,
        String user,
        String password,
        String redisHost,
        int redisPort,
        String masterKey) {

    private static final String PARAMETERS = "connectionTimeZone=UTC&forceConnectionTimeZoneToSession=true"
            + "&characterEncoding=UTF-8&useLocalSessionState=true&rewriteBatchedStatements=true"
            + "&cachePrepStmts=true&prepStmtCacheSize=250&prepStmtCacheSqlLimit=16384"
            + "&sslMode=DISABLED&allowPublicKeyRetrieval=true";

    /** Of the platform administrator of a Task Service that works there; its schema is gone soon. */
    static final String API_KEY = "an-admin-key-for-benchmarks-only-0123456789";

    /** The settings of a Task Service that works there. */
    public Map<String, Object> settings() {
        return Map.of(
                "app.task.database.host", host,
                "app.task.database.port", port,
                "app.task.database.name", schema,
                "app.task.database.user", user,
                "app.task.database.password", password,
                "app.task.redis.host", redisHost,
                "app.task.redis.port", redisPort,
                "app.task.secrets.key", masterKey,
                "app.task.admin-api-key", API_KEY);
    }

    /** A connection of its own, beside every pool. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), user, password);
    }

    /** A pool of so many connections, READ COMMITTED: every system but the Task Service, which has its own, gets one. */
    HikariDataSource pool(int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("benchmark");
        config.setJdbcUrl(url());
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(connections);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return new HikariDataSource(config);
    }

    private String url() {
        return "jdbc:mysql://" + host + ":" + port + "/" + schema + "?" + PARAMETERS;
    }
}
