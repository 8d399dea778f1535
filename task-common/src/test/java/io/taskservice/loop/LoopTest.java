package io.taskservice.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoopTest {

    private static final Duration NEVER = Duration.ofHours(1);

    private final AtomicInteger passes = new AtomicInteger();

    @Test
    void theFirstPassIsAtOnceAndTheNextAfterTheWait() {
        try (Loop loop = new Loop("test", () -> passes.incrementAndGet() < 5 ? Duration.ofMillis(1) : NEVER)) {
            loop.start();

            await().until(() -> passes.get() == 5);
            assertThat(loop.name()).isEqualTo("test");
            assertThat(loop.failures()).isZero();
        }
    }

    @Test
    void aWakeCutsTheWaitShort() {
        try (Loop loop = new Loop("test", this::passAndWait)) {
            loop.start();
            await().until(() -> passes.get() == 1);

            loop.wake();

            await().until(() -> passes.get() == 2);
        }
    }

    @Test
    void aPauseLongerThanNanosecondsCountDoesNotEndTheLoop() {
        Duration untilTheYear9999 = Duration.ofDays(8000L * 365);
        try (Loop loop = new Loop("test", () -> {
            passes.incrementAndGet();
            return untilTheYear9999;
        })) {
            loop.start();
            await().until(() -> passes.get() == 1);

            loop.wake();

            await().until(() -> passes.get() == 2);
        }
    }

    @Test
    void aWakeWithinATimeCutsTheWaitShortThen() {
        Duration gathering = Duration.ofMillis(50);
        try (Loop loop = new Loop("test", this::passAndWait)) {
            loop.start();
            await().until(() -> passes.get() == 1);
            long started = System.nanoTime();

            loop.wakeWithin(gathering);
            loop.wakeWithin(NEVER);

            await().until(() -> passes.get() == 2);
            assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(gathering.toNanos());
        }
    }

    @Test
    void aWakeDuringAPassIsFollowedByAnotherPass() throws InterruptedException {
        CountDownLatch inPass = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        try (Loop loop = new Loop("test", () -> {
            passes.incrementAndGet();
            inPass.countDown();
            assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
            return NEVER;
        })) {
            loop.start();
            assertThat(inPass.await(10, TimeUnit.SECONDS)).isTrue();

            loop.wake();
            woken.countDown();

            await().until(() -> passes.get() == 2);
        }
    }

    @Test
    void aPassThatThrowsIsFollowedByTheNext() {
        try (Loop loop = new Loop("test", () -> {
            if (passes.incrementAndGet() == 1) {
                throw new IllegalStateException("once");
            }
            return NEVER;
        })) {
            loop.start();

            await().until(() -> passes.get() == 2);
            assertThat(loop.failures()).isEqualTo(1);
            await().until(() -> !loop.isFailing());
        }
    }

    @Test
    void evenAnErrorDoesNotEndTheLoop() {
        try (Loop loop = new Loop("test", () -> {
            if (passes.incrementAndGet() == 1) {
                throw new StackOverflowError("once");
            }
            return NEVER;
        })) {
            loop.start();

            await().until(() -> passes.get() == 2);
        }
    }

    @Test
    void severalFailuresInARowAreFailingUntilAPassWorks() {
        AtomicInteger broken = new AtomicInteger(1);
        try (Loop loop = new Loop("test", () -> {
            passes.incrementAndGet();
            if (broken.get() == 1) {
                throw new IllegalStateException("still");
            }
            return NEVER;
        })) {
            loop.start();
            loop.wake();
            await().until(loop::isFailing);
            assertThat(loop.failures()).isGreaterThanOrEqualTo(3);

            broken.set(0);
            loop.wake();

            await().until(() -> !loop.isFailing());
        }
    }

    @Test
    void closingEndsTheWaitAndTheThread() {
        Loop loop = new Loop("closing", this::passAndWait);
        loop.start();
        await().until(() -> passes.get() == 1);

        loop.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.isAlive() && "task-closing".equals(thread.getName()));
        assertThat(passes.get()).isEqualTo(1);
    }

    @Test
    void closingLetsThePassUnderWayEnd() throws InterruptedException {
        CountDownLatch inPass = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        Loop loop = new Loop("test", () -> {
            inPass.countDown();
            await().pollDelay(Duration.ofMillis(50)).until(() -> true);
            ended.incrementAndGet();
            return Duration.ZERO;
        });
        loop.start();
        assertThat(inPass.await(10, TimeUnit.SECONDS)).isTrue();

        loop.close();

        assertThat(ended.get()).isPositive();
    }

    @Test
    void closingALoopThatNeverStartedReturns() {
        new Loop("test", this::passAndWait).close();

        assertThat(passes.get()).isZero();
    }

    @Test
    void aPassThatHangsIsStuckAndAWaitIsNot() throws InterruptedException {
        CountDownLatch inPass = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Loop loop = new Loop("test", () -> {
            inPass.countDown();
            assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
            passes.incrementAndGet();
            return NEVER;
        })) {
            loop.start();
            assertThat(inPass.await(10, TimeUnit.SECONDS)).isTrue();

            await().until(() -> loop.isStuck(Duration.ofMillis(1)));
            assertThat(loop.isStuck(NEVER)).isFalse();

            goOn.countDown();
            await().until(() -> !loop.isStuck(Duration.ZERO));
        }
    }

    private Duration passAndWait() {
        passes.incrementAndGet();
        return NEVER;
    }
}
