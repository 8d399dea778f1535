package io.taskservice.executor;

import io.taskservice.handler.TaskContext;
import io.taskservice.instance.Claim;
import io.taskservice.instance.ProgressReport;
import io.taskservice.node.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** One attempt under way on this node: what its handler sees of it, and how others stop it. */
final class Attempt implements TaskContext {

    private final Claim claim;
    private final Lease lease;
    private final AttemptLog log;
    private final ParamsReader reader;
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AttemptProgress progress;
    private volatile String params;
    private volatile @Nullable Thread thread;
    private volatile @Nullable StopReason stopReason;
    private volatile long stopNanos;

    Attempt(Claim claim, Lease lease, AttemptLog log, ParamsReader reader) {
        this.claim = claim;
        this.lease = lease;
        this.log = log;
        this.reader = reader;
        this.progress = new AttemptProgress(claim, reader, log.mask());
        this.params = Objects.requireNonNullElse(claim.params(), "");
    }

    Claim claim() {
        return claim;
    }

    Lease lease() {
        return lease;
    }

    AttemptLog log() {
        return log;
    }

    /** What must not be seen in anything that it leaves behind. */
    Mask mask() {
        return log.mask();
    }

    /** Gives its handler the params with secrets in them, which are hidden everywhere else. */
    void disclose(String withSecrets, Collection<String> secrets) {
        mask().hide(secrets);
        params = withSecrets;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** Notes the thread its handler runs on, so that a stop can interrupt it. */
    synchronized void runsOn(@Nullable Thread handlerThread) {
        thread = handlerThread;
        if (handlerThread != null && stopReason != null) {
            handlerThread.interrupt();
        }
    }

    /** Asks the handler to stop; the first reason counts. */
    synchronized void stop(StopReason reason) {
        if (stopReason == null) {
            stopNanos = System.nanoTime();
            stopReason = reason;
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
        }
    }

    @Nullable
    StopReason stopReason() {
        return stopReason;
    }

    /** Whether it was asked to stop longer ago than that and its handler still runs. */
    boolean isStubborn(Duration patience) {
        return stopReason != null && System.nanoTime() - stopNanos > patience.toNanos();
    }

    boolean isOverdue() {
        Duration timeout = claim.execution().timeout();
        return timeout != null && elapsed().compareTo(timeout) > 0;
    }

    /** True for the first caller only: an attempt has one outcome, its handler's or the one given without it. */
    boolean end() {
        return ended.compareAndSet(false, true);
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** What the handler last said of its progress and nobody has taken yet. */
    @Nullable
    ProgressReport takeProgress() {
        return progress.take();
    }

    @Override
    public String getParams() {
        return params;
    }

    @Override
    public <T> T getParams(Class<T> type) {
        return reader.read(getParams(), type);
    }

    @Override
    public String getTenantId() {
        return claim.tenantId().value();
    }

    @Override
    public String getInstanceId() {
        return claim.id().value();
    }

    @Override
    public @Nullable String getDefinitionId() {
        return claim.definitionId() == null ? null : claim.definitionId().value();
    }

    @Override
    public @Nullable String getBizKey() {
        return claim.origin().bizKey();
    }

    @Override
    public int getAttempt() {
        return claim.attempt();
    }

    @Override
    public @Nullable Instant getFireTime() {
        return claim.origin().fireTime();
    }

    @Override
    public @Nullable Instant getDeadline() {
        Duration timeout = claim.execution().timeout();
        return timeout == null ? null : claim.startTime().plus(timeout);
    }

    @Override
    public long getFencingToken() {
        return claim.attempt();
    }

    @Override
    public String getIdempotencyKey() {
        return claim.id().value();
    }

    @Override
    public void progress(int percent, @Nullable String message) {
        progress.set(percent, message);
    }

    @Override
    public void count(String name, long value) {
        progress.count(name, value);
    }

    @Override
    public boolean isCancelled() {
        return stopReason != null || isLeaseLost();
    }

    @Override
    public boolean isLeaseLost() {
        return !lease.isHeld();
    }

    @Override
    public void log(Level level, String message, @Nullable Throwable thrown) {
        log.add(level, message, thrown);
    }
}
