package io.taskservice.api.instance;

import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Lets requests wait for news of a log.
 *
 * <p>A waiting request holds neither a thread nor a connection: every half second two threads look for all of them. Its
 * answer is never late by more than that, and a request too many is answered at once instead of waiting.
 */
final class LogFollower implements DisposableBean {

    private static final int MOST_WAITING = 500;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final long SPARE_MILLIS = 10_000;

    private final InstantSource clock;
    private final Envelopes envelopes;
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2, LogFollower::thread);
    private final AtomicInteger waiting = new AtomicInteger();

    LogFollower(InstantSource clock, Envelopes envelopes) {
        this.clock = clock;
        this.envelopes = envelopes;
    }

    /** Answers as soon as {@code read} has news, at the latest after {@code longest}. */
    DeferredResult<Envelope<LogPage>> follow(Supplier<LogPage> read, Duration longest) {
        DeferredResult<Envelope<LogPage>> result = new DeferredResult<>(longest.toMillis() + SPARE_MILLIS);
        LogPage first = read.get();
        if (first.isNews() || longest.isZero() || waiting.get() >= MOST_WAITING) {
            result.setResult(envelopes.of(first));
            return result;
        }
        waiting.incrementAndGet();
        result.onCompletion(waiting::decrementAndGet);
        lookLater(new Follow(read, clock.instant().plus(longest), result, first));
        return result;
    }

    private void lookLater(Follow follow) {
        try {
            var unused = threads.schedule(() -> look(follow), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            follow.result.setResult(envelopes.of(follow.nothing)); // the process stops
        }
    }

    /** The edge of the loop: whatever goes wrong is the answer of this one request. */
    private void look(Follow follow) {
        if (follow.result.isSetOrExpired()) {
            return;
        }
        try {
            LogPage page = follow.read.get();
            if (page.isNews() || !clock.instant().isBefore(follow.deadline)) {
                follow.result.setResult(envelopes.of(page));
            } else {
                lookLater(follow);
            }
        } catch (RuntimeException e) {
            follow.result.setErrorResult(e);
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "log-follower");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A request that waits.
     *
     * @param read looks for news
     * @param deadline when to answer without
     * @param result the answer
     * @param nothing the answer when there is no news
     */
    private record Follow(
            Supplier<LogPage> read, Instant deadline, DeferredResult<Envelope<LogPage>> result, LogPage nothing) {}
}
