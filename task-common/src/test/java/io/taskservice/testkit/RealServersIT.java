package io.taskservice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RealServersIT {

    @Test
    void givesEachCallerASchemaOfItsOwnAndDropsItOnClose() throws SQLException {
        try (TestDatabase mine = TestDatabase.fresh()) {
            String name;
            try (TestDatabase other = TestDatabase.fresh()) {
                name = other.name();
                execute(other, "CREATE TABLE t (id INT)");
                assertThat(text(mine, "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()"))
                        .isEqualTo("0");
            }
            assertThat(text(
                            mine,
                            "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = '" + name + "'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void connectsAsProductionDoes() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh();
                Connection connection = database.dataSource().getConnection()) {
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
            assertThat(text(database, "SELECT @@innodb_lock_wait_timeout")).isEqualTo("3");
            assertThat(text(database, "SELECT @@lock_wait_timeout")).isEqualTo("5");
            assertThat(text(database, "SELECT @@time_zone")).isIn("+00:00", "UTC");
            assertThat(text(database, "SELECT @@character_set_database")).isEqualTo("utf8mb4");
            assertThat(database.isMariaDb())
                    .isEqualTo(text(database, "SELECT VERSION()").contains("MariaDB"));
        }
    }

    @Test
    void keepsMilliseconds() throws SQLException {
        try (TestDatabase database = TestDatabase.fresh();
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (at DATETIME(3))");
            statement.execute("INSERT INTO t VALUES ('2026-10-25 01:30:00.123')");
            try (ResultSet rows = statement.executeQuery("SELECT at FROM t")) {
                rows.next();
                assertThat(rows.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC))
                        .isEqualTo(Instant.parse("2026-10-25T01:30:00.123Z"));
            }
        }
    }

    @Test
    void dedicatedRedisGoesAndComesBackOnItsPort() {
        try (TestRedis redis = TestRedis.dedicated()) {
            int port = redis.port();
            redis.flushAll();
            redis.stop();
            assertThat(redis.isUp()).isFalse();
            redis.restart();
            assertThat(redis.isUp()).isTrue();
            assertThat(redis.port()).isEqualTo(port);
        }
    }

    @Test
    void sharedRedisCannotBeStoppedByOneTest() {
        TestRedis redis = TestRedis.shared();

        assertThat(redis.isUp()).isTrue();
        assertThat(TestRedis.shared()).isSameAs(redis);
        assertThatThrownBy(redis::stop).isInstanceOf(UnsupportedOperationException.class);
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
