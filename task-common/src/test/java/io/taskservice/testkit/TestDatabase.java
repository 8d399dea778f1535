package io.taskservice.testkit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A new, empty schema on a real database, dropped again on {@link #close()}.
 *
 * <p>One server per JVM, started by the first {@link #fresh()}: an embedded MariaDB, or the server that the environment
 * variable or system property {@code TASK_TEST_MYSQL_URL} names.
 */
public final class TestDatabase implements AutoCloseable {

    private static final int POOL_SIZE = 20;

    private final DatabaseServer server;
    private final String name;
    private final String user;
    private final boolean dropped;
    private final HikariDataSource dataSource;

    private TestDatabase(DatabaseServer server, String name, String user, boolean dropped) {
        this.server = server;
        this.name = name;
        this.user = user;
        this.dropped = dropped;
        this.dataSource = new HikariDataSource(pool(server, name));
    }

    public static TestDatabase fresh() {
        DatabaseServer server = DatabaseServer.running();
        String name = "task_" + UUID.randomUUID().toString().replace("-", "");
        server.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
        return new TestDatabase(server, name, server.user(), true);
    }

    /**
     * A schema on a server of the test's own, whose {@link #user()} may do what it likes in it and nothing else: such a user
     * cannot write where the server is read-only. It goes with the server.
     */
    public static TestDatabase freshOn(DedicatedDatabase dedicated) {
        DatabaseServer server = dedicated.server();
        String name = "task_" + UUID.randomUUID().toString().replace("-", "");
        server.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
        server.execute("CREATE USER IF NOT EXISTS 'task'@'%'");
        server.execute("GRANT ALL ON " + name + ".* TO 'task'@'%'");
        return new TestDatabase(server, name, "task", false);
    }

    public String host() {
        return server.host();
    }

    public int port() {
        return server.port();
    }

    public String name() {
        return name;
    }

    public String user() {
        return user;
    }

    public String password() {
        return server.password();
    }

    /** Without user and password. */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** A pool of up to 20 connections of the server's administrator, READ COMMITTED, with the short lock waits of production. */
    public DataSource dataSource() {
        return dataSource;
    }

    public boolean isMariaDb() {
        return server.isMariaDb();
    }

    /** How many transactions on this schema wait for a lock at this moment. */
    public long lockWaits() {
        return JdbcClient.create(dataSource).sql("""
                        SELECT COUNT(*) FROM information_schema.innodb_trx t
                        JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id
                        WHERE t.trx_state = 'LOCK WAIT' AND p.db = DATABASE()
                        """).query(Long.class).single();
    }

    @Override
    public void close() {
        dataSource.close();
        if (dropped) {
            server.execute("DROP DATABASE IF EXISTS " + name);
        }
    }

    private static HikariConfig pool(DatabaseServer server, String name) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(server.jdbcUrl(name));
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setMinimumIdle(0); // schemas that no test uses any more hold no connection
        config.setMaximumPoolSize(POOL_SIZE);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql("SET SESSION innodb_lock_wait_timeout=3, lock_wait_timeout=5");
        return config;
    }
}
