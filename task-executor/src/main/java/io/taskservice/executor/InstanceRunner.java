package io.taskservice.executor;

import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskResult;
import io.taskservice.instance.Claim;
import io.taskservice.instance.Completion;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * Takes one attempt through its steps: open the logging scope, disclose secrets, resolve the handler, perform, map the
 * outcome, complete.
 *
 * <p>Each step takes and returns one value. Only the call of the user's code catches broadly, and whatever it comes to, an
 * attempt ends here exactly once, or has been ended by {@link Watchdog} before.
 */
final class InstanceRunner {

    private static final Logger log = LoggerFactory.getLogger(InstanceRunner.class);

    private final HandlerRegistry handlers;
    private final Disclosure disclosure;
    private final Outcomes outcomes;
    private final CompletionBuffer completions;
    private final InFlight inFlight;
    private final ExecutorMetrics metrics;

    InstanceRunner(
            HandlerRegistry handlers,
            Disclosure disclosure,
            Outcomes outcomes,
            CompletionBuffer completions,
            InFlight inFlight,
            ExecutorMetrics metrics) {
        this.handlers = handlers;
        this.disclosure = disclosure;
        this.outcomes = outcomes;
        this.completions = completions;
        this.inFlight = inFlight;
        this.metrics = metrics;
    }

    /** Runs an attempt on the calling thread and frees its slot. */
    void run(Attempt attempt) {
        try (Scope scope = Scope.open(attempt.claim())) {
            metrics.started(delayOf(attempt));
            complete(attempt, perform(attempt));
        } finally {
            inFlight.freeSlot();
        }
    }

    /** Ends an attempt without waiting for its handler any longer. */
    void abandon(Attempt attempt) {
        outcomes.stopped(attempt).ifPresent(outcome -> {
            log.warn("Attempt {} of {} did not stop when asked to", attempt.getAttempt(), attempt.getInstanceId());
            complete(attempt, outcome);
        });
    }

    private Completion perform(Attempt attempt) {
        attempt.runsOn(Thread.currentThread());
        try {
            disclosure.to(attempt);
            return outcomes.returned(attempt, call(attempt));
        } catch (UndisclosedException why) {
            attempt.log(Level.ERROR, why.message(), null);
            return outcomes.undisclosed(attempt, why);
        } catch (Throwable thrown) {
            return failed(attempt, thrown);
        } finally {
            attempt.runsOn(null);
            // A stop that came too late must not reach whatever this thread does next.
            Thread.interrupted();
        }
    }

    private @Nullable TaskResult call(Attempt attempt) throws Exception {
        String name = attempt.claim().route().handler();
        TaskHandler handler = handlers.find(name)
                .orElseThrow(() -> new IllegalStateException("Claimed an instance of " + name + ", which is not here"));
        return handler.execute(attempt);
    }

    private Completion failed(Attempt attempt, Throwable thrown) {
        if (attempt.stopReason() == null) {
            attempt.log().addThrown(thrown);
        } else {
            attempt.log(Level.WARN, "Stopped: " + attempt.stopReason(), null);
        }
        return outcomes.threw(attempt, thrown);
    }

    private void complete(Attempt attempt, Completion completion) {
        if (attempt.end()) {
            completions.add(attempt, completion);
        }
    }

    /** From when it was due, by MySQL's clock, to now. */
    private static Duration delayOf(Attempt attempt) {
        Claim claim = attempt.claim();
        return Duration.between(claim.dueAt(), claim.startTime()).plus(attempt.elapsed());
    }

    /** The ids in the logging context, for as long as it is open. */
    private record Scope() implements AutoCloseable {

        static Scope open(Claim claim) {
            MDC.put("tenantId", claim.tenantId().value());
            MDC.put("instanceId", claim.id().value());
            MDC.put("attempt", String.valueOf(claim.attempt()));
            if (claim.definitionId() != null) {
                MDC.put("definitionId", claim.definitionId().value());
            }
            return new Scope();
        }

        @Override
        public void close() {
            MDC.remove("tenantId");
            MDC.remove("instanceId");
            MDC.remove("attempt");
            MDC.remove("definitionId");
        }
    }
}
