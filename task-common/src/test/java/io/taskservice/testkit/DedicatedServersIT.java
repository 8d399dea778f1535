package io.taskservice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The servers that tests may kill do what is said of them, so that no test of a fault tests nothing. */
@Tag("once")
class DedicatedServersIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void aDatabaseIsKilledFrozenAndReadOnlyAndComesBackWithItsData() throws SQLException {
        assumeThat(DedicatedDatabase.missing()).isEmpty();
        try (DedicatedDatabase server = DedicatedDatabase.start();
                TestDatabase database = TestDatabase.freshOn(server)) {
            assertThat(database.isMariaDb())
                    .as("the same kind as the one of all tests")
                    .isEqualTo(DatabaseServer.running().isMariaDb());
            write(database, "CREATE TABLE t (id INT)");

            server.kill();
            assertThat(server.isUp()).isFalse();
            server.restart();
            write(database, "INSERT INTO t VALUES (1)");

            server.freeze();
            assertThat(server.isUp()).isFalse();
            assertThat(server.isAlive()).isTrue();
            server.thaw();
            await().atMost(LIMIT).until(server::isUp);

            server.readOnly(true);
            assertThatThrownBy(() -> write(database, "INSERT INTO t VALUES (2)"))
                    .hasMessageContaining("read");
            server.readOnly(false);
            write(database, "INSERT INTO t VALUES (3)");

            server.freeze();
        }
    }

    @Test
    void aDiskIsFullUntilItIsFreed() throws SQLException {
        assumeThat(DedicatedDatabase.missing()).isEmpty();
        assumeThat(SmallDisk.missing()).isEmpty();
        try (SmallDisk disk = SmallDisk.mount(400);
                DedicatedDatabase server = DedicatedDatabase.startOn(disk);
                TestDatabase database = TestDatabase.freshOn(server)) {
            write(database, "CREATE TABLE t (text LONGTEXT)");

            disk.fill();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            write(database, "INSERT INTO t VALUES (REPEAT('x', 1000000))");
                        }
                    })
                    .isInstanceOf(SQLException.class);

            disk.free();
            if (!server.isAlive()) {
                server.restart();
            }
            await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> write(database, "INSERT INTO t VALUES ('y')"));
        }
    }

    @Test
    void aFrozenRedisSaysNothingAndForgetsNothing() {
        try (TestRedis redis = TestRedis.dedicated()) {
            redis.freeze();
            assertThat(redis.isUp()).isFalse();
            redis.thaw();
            assertThat(redis.isUp()).isTrue();
            redis.freeze();
        }
    }

    private static void write(TestDatabase database, String sql) throws SQLException {
        String url = database.jdbcUrl() + "&connectTimeout=5000&socketTimeout=10000";
        try (Connection connection = DriverManager.getConnection(url, database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
