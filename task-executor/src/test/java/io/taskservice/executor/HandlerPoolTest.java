package io.taskservice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandlerPoolTest {

    private static final int MOST = 8;
    private static final int PATIENCE_S = 30;

    private final HandlerPool pool = new HandlerPool(1, MOST, Thread::new);

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    @Test
    void asManyRunAtOnceAsThereMayBeThreads() throws Exception {
        for (int round = 0; round < 200; round++) {
            CountDownLatch allAtOnce = new CountDownLatch(MOST);
            CountDownLatch done = new CountDownLatch(MOST);
            for (int i = 0; i < MOST; i++) {
                pool.execute(() -> {
                    allAtOnce.countDown();
                    awaitZero(allAtOnce);
                    done.countDown();
                });
            }
            assertThat(allAtOnce.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
            assertThat(done.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(pool.getLargestPoolSize()).isEqualTo(MOST);
    }

    @Test
    void whatFindsNoThreadWaitsForOne() throws Exception {
        Semaphore go = new Semaphore(0);
        CountDownLatch done = new CountDownLatch(3 * MOST);
        for (int i = 0; i < 3 * MOST; i++) {
            pool.execute(() -> {
                go.acquireUninterruptibly();
                done.countDown();
            });
        }
        assertThat(pool.getQueue()).hasSize(2 * MOST);
        go.release(3 * MOST);
        assertThat(done.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatComesOneAfterTheOtherNeedsOneThread() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 100; i++) {
            CountDownLatch done = new CountDownLatch(1);
            pool.execute(() -> {
                threads.add(Thread.currentThread());
                done.countDown();
            });
            assertThat(done.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
            long number = i + 1;
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> pool.getCompletedTaskCount() == number);
        }
        assertThat(threads).hasSize(1);
    }

    @Test
    void anErrorCostsNoThread() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        HandlerPool silent = new HandlerPool(1, 1, work -> {
            Thread thread = new Thread(work);
            thread.setUncaughtExceptionHandler((any, thrown) -> {});
            return thread;
        });
        silent.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        silent.execute(done::countDown);
        assertThat(done.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        silent.shutdownNow();
    }

    @Test
    void nothingIsTakenOnceItIsClosed() {
        pool.shutdown();
        assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private static void awaitZero(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
