package io.taskservice.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.testkit.TestStores;
import io.taskservice.testkit.Together;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.PessimisticLockingFailureException;

class TransactionsIT {

    private static final TestStores STORES = TestStores.fresh();

    private final TaskDatabase database = STORES.database();
    private final Counters counters = database.mapper(Counters.class);

    /** Two rows to lock in either order. */
    interface Counters {

        @Update("UPDATE counters SET n = n + 1 WHERE id = #{id}")
        int increment(@Param("id") int id);

        @Update("SET SESSION innodb_lock_wait_timeout = 1")
        void waitForASecond();
    }

    @BeforeEach
    void makeTheTable() {
        STORES.execute("DROP TABLE IF EXISTS counters");
        STORES.execute("CREATE TABLE counters (id INT PRIMARY KEY, n INT NOT NULL) ENGINE = InnoDB");
        STORES.execute("INSERT INTO counters VALUES (1, 0), (2, 0)");
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void theVictimOfADeadlockRunsAgainFromItsStart() {
        CyclicBarrier bothHoldTheirFirst = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();

        Together.run(2, thread -> {
            AtomicInteger tries = new AtomicInteger();
            database.inTransaction(() -> {
                runs.incrementAndGet();
                counters.increment(1 + thread);
                if (tries.incrementAndGet() == 1) {
                    await(bothHoldTheirFirst);
                }
                return counters.increment(2 - thread);
            });
        });

        assertThat(runs.get())
                .as("one of the two was rolled back by a deadlock")
                .isEqualTo(3);
        assertThat(counter(1)).isEqualTo(2);
        assertThat(counter(2)).isEqualTo(2);
    }

    @Test
    void aLockWaitThatTakesTooLongRunsAgainAndAgainAndThenFails() {
        AtomicInteger runs = new AtomicInteger();
        try (TaskDatabase other = STORES.open()) {
            other.inTransaction(() -> {
                other.mapper(Counters.class).increment(1);
                Together.run(1, thread -> {
                    assertThatThrownBy(() -> database.inTransaction(() -> {
                                runs.incrementAndGet();
                                counters.waitForASecond();
                                counters.increment(2);
                                return counters.increment(1);
                            }))
                            .isInstanceOf(PessimisticLockingFailureException.class);
                });
                return null;
            });
        } catch (Exception e) {
            throw new AssertionError(e);
        }

        assertThat(runs.get()).isEqualTo(5);
        assertThat(counter(2)).as("nothing of what was rolled back is left").isZero();
    }

    @Test
    void anExceptionRollsBackAndIsNotRetried() {
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> database.inTransaction(() -> {
                    runs.incrementAndGet();
                    counters.increment(1);
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(runs.get()).isEqualTo(1);
        assertThat(counter(1)).isZero();
    }

    @Test
    void workWithinATransactionJoinsIt() {
        assertThatThrownBy(() -> database.inTransaction(() -> {
                    database.inTransaction(() -> counters.increment(1));
                    throw new IllegalArgumentException("the outer one");
                }))
                .hasMessage("the outer one");

        assertThat(counter(1)).isZero();
    }

    private static long counter(int id) {
        return STORES.number("SELECT n FROM counters WHERE id = ?", id);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
