package io.taskservice.executor;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How an executor works.
 *
 * @param corePoolSize threads that are there from the start, others are made when they are needed; without effect where
 *     handlers run on virtual threads
 * @param maxPoolSize slots: most handlers this node runs at once
 * @param queueCapacity most finished attempts whose outcome waits for the database; when so many wait, nothing is claimed
 * @param queues queues it claims from, the first first
 * @param shutdownGrace how long handlers may go on when the process is asked to stop
 * @param stopPatience how long a handler that was asked to stop may take before its attempt ends without it
 * @param pollInterval longest wait between two looks for work when no signal comes; three times as long while Redis carries signals between nodes
 * @param logBuffer lines of TaskLogger that may wait for the database; more are dropped and counted
 * @param logLinesPerAttempt lines kept of one attempt; the next is a mark that the rest is truncated
 * @param builtInHandlers whether the handlers echo, sleep, fail and http are there
 * @param housekeeping whether this executor does the platform's own work too: it has the system.* handlers, and also claims
 *     from the queues scheduler, monitoring, cleanup and health_check
 */
@Validated
@ConfigurationProperties("app.task.executor")
public record ExecutorSettings(
        @DefaultValue("10") @Min(0) int corePoolSize,
        @DefaultValue("50") @Min(1) @Max(10_000) int maxPoolSize,
        @DefaultValue("1000") @Min(1) int queueCapacity,
        @DefaultValue("default") @NotEmpty Set<String> queues,
        @DefaultValue("20s") @DurationMin(seconds = 0) Duration shutdownGrace,
        @DefaultValue("3s") @DurationMin(seconds = 0) Duration stopPatience,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration pollInterval,
        @DefaultValue("20000") @Min(1) int logBuffer,
        @DefaultValue("10000") @Min(1) int logLinesPerAttempt,
        @DefaultValue("true") boolean builtInHandlers,
        @DefaultValue("true") boolean housekeeping) {

    /** Queues of the platform's own work. */
    private static final List<String> HOUSEKEEPING_QUEUES =
            List.of("scheduler", "monitoring", "cleanup", "health_check");

    /** All it claims from. The platform's own come first: they hold little, and must move when the others are full. */
    Set<String> claimedQueues() {
        Set<String> all = new LinkedHashSet<>(housekeeping ? HOUSEKEEPING_QUEUES : List.of());
        all.addAll(queues);
        return Collections.unmodifiableSet(all);
    }

    @AssertTrue(message = "app.task.executor.core-pool-size must not be above app.task.executor.max-pool-size")
    boolean isCoreWithinMax() {
        return corePoolSize <= maxPoolSize;
    }
}
