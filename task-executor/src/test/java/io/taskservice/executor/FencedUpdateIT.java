package io.taskservice.executor;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.fencing.Fencing;
import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskResult;
import io.taskservice.identity.InstanceId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.TaskInstance;
import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestStores;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a handler does to a database of its own, beside the platform's. */
class FencedUpdateIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final TestDatabase OWN = TestDatabase.fresh();
    private static final JdbcClient SQL = JdbcClient.create(OWN.dataSource());

    @BeforeAll
    static void makeItsTables() {
        SQL.sql("CREATE TABLE task_effects (id VARCHAR(128) NOT NULL PRIMARY KEY, fencing_token BIGINT NOT NULL)")
                .update();
        SQL.sql("CREATE TABLE accounts (id INT NOT NULL PRIMARY KEY, balance INT NOT NULL)")
                .update();
    }

    @BeforeEach
    void emptyTheTables() {
        STORES.empty();
        SQL.sql("DELETE FROM task_effects").update();
        SQL.sql("REPLACE INTO accounts (id, balance) VALUES (1, 0)").update();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
        OWN.close();
    }

    @Test
    void theEffectHappensOnceThoughTheAttemptFailsAfterIt() throws Exception {
        TaskInstance instance = ended(context -> {
            boolean isNew = inTransaction(connection -> credit(connection, context));
            if (context.getAttempt() == 1) {
                throw new IllegalStateException("after the commit");
            }
            return TaskResult.success(String.valueOf(isNew));
        });

        assertThat(instance.run().attempt()).isEqualTo(2);
        assertThat(instance.outcome().result()).isEqualTo("false");
        assertThat(balance()).isEqualTo(1);
        assertThat(SQL.sql("SELECT id, fencing_token FROM task_effects").query().singleRow())
                .isEqualTo(Map.of("id", instance.id().value() + "/credit", "fencing_token", 1L));
    }

    @Test
    void whatIsRolledBackIsLeftToTheNextAttempt() throws Exception {
        TaskInstance instance = ended(context -> TaskResult.success(String.valueOf(inTransaction(connection -> {
            boolean isNew = credit(connection, context);
            if (context.getAttempt() == 1) {
                throw new SQLException("before the commit");
            }
            return isNew;
        }))));

        assertThat(instance.outcome().result()).isEqualTo("true");
        assertThat(balance()).isEqualTo(1);
    }

    @Test
    void oneInstanceMayHaveSeveralEffects() throws Exception {
        TaskInstance instance = ended(context ->
                TaskResult.success(String.valueOf(inTransaction(connection -> credit(connection, context)
                        && Fencing.fencedUpdate(connection, context, "again", () -> add(connection))))));

        assertThat(instance.outcome().result()).isEqualTo("true");
        assertThat(balance()).isEqualTo(2);
    }

    @Test
    void whoComesSecondWaitsForTheFirst() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (Engine engine = Engine.on(STORES)
                .handler("h", context -> {
                    Thread first = new Thread(() -> inTransaction(connection -> {
                        boolean isNew = credit(connection, context);
                        done.countDown();
                        return commit.await(20, TimeUnit.SECONDS) && isNew;
                    }));
                    first.start();
                    done.await();
                    Thread second = new Thread(() -> inTransaction(connection -> credit(connection, context)));
                    second.start();
                    await().until(() -> OWN.lockWaits() == 1);
                    commit.countDown();
                    first.join();
                    second.join();
                    return TaskResult.success("both");
                })
                .start()) {
            engine.awaitEnd(anInstance().handler("h").insertInto(STORES));
        }

        assertThat(balance()).isEqualTo(1);
    }

    @Test
    void whoseLeaseIsLostChangesNothing() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);
        try (Engine engine = Engine.on(STORES)
                .lease(Duration.ofSeconds(3))
                .handler("h", context -> {
                    running.countDown();
                    Engine.untilLost(context);
                    try {
                        inTransaction(connection -> credit(connection, context));
                    } catch (IllegalStateException e) {
                        refused.countDown();
                    }
                    return TaskResult.success();
                })
                .start()) {
            anInstance().handler("h").insertInto(STORES);
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
            engine.cutHeartbeats();
            assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(balance()).isZero();
    }

    @Test
    void withoutATransactionItIsRefused() throws Exception {
        TaskInstance instance = ended(context -> {
            try (Connection connection = OWN.dataSource().getConnection()) {
                return TaskResult.success(String.valueOf(credit(connection, context)));
            }
        });

        assertThat(instance.status()).isEqualTo(InstanceStatus.FAILED);
        assertThat(instance.outcome().errorMessage()).contains("turn auto-commit off");
        assertThat(balance()).isZero();
    }

    private static TaskInstance ended(TaskHandler handler) throws Exception {
        try (Engine engine = Engine.on(STORES).handler("h", handler).start()) {
            InstanceId id = anInstance()
                    .handler("h")
                    .maxAttempts(2)
                    .backoff(Duration.ofMillis(1), Duration.ofMillis(2))
                    .insertInto(STORES);
            await().until(() -> {
                STORES.upkeep().promote(10);
                return STORES.statusOf(id).isTerminal();
            });
            return STORES.instance(id);
        }
    }

    private static boolean credit(Connection connection, TaskContext context) throws SQLException {
        return Fencing.fencedUpdate(connection, context, "credit", () -> add(connection));
    }

    private static void add(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE accounts SET balance = balance + 1 WHERE id = 1");
        }
    }

    private static int balance() {
        return SQL.sql("SELECT balance FROM accounts WHERE id = 1")
                .query(Integer.class)
                .single();
    }

    /** Work of a handler in a transaction of its own database. */
    private interface Work {

        boolean on(Connection connection) throws Exception;
    }

    private static boolean inTransaction(Work work) {
        try (Connection connection = OWN.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean answer = work.on(connection);
                connection.commit();
                return answer;
            } catch (Exception e) {
                connection.rollback();
                throw e;
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }
}
