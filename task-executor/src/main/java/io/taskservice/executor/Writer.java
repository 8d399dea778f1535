package io.taskservice.executor;

import io.taskservice.database.Batches;
import io.taskservice.database.ServerRefusal;
import io.taskservice.executor.CompletionBuffer.Entry;
import io.taskservice.instance.Completion;
import io.taskservice.instance.FailureCode;
import io.taskservice.instance.Held;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.ProgressReport;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.live.InstanceChange;
import io.taskservice.live.LiveFeed;
import io.taskservice.log.LogLine;
import io.taskservice.log.TaskLogRepository;
import io.taskservice.loop.Loop;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import io.taskservice.usage.UsageCounts;
import io.taskservice.usage.UsageMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;

/**
 * Writes what attempts leave behind, in batches: while one is written the next gathers.
 *
 * <p>Outcomes are taken first and log lines after, and both go in one transaction: whoever sees an instance ended sees its
 * whole log. What could not be written because the database was away stays in hand for the next pass.
 */
final class Writer {

    private static final Logger log = LoggerFactory.getLogger(Writer.class);
    private static final Duration BEAT = Duration.ofMillis(300);

    private final TaskInstanceRepository instances;
    private final TaskLogRepository logs;
    private final CompletionBuffer completions;
    private final LogBuffer lines;
    private final InFlight inFlight;
    private final ExecutionCounter counter;
    private final UsageMeter usage;
    private final ExecutorMetrics metrics;
    private final Signals signals;
    private final LiveFeed live;
    private final Loop loop = new Loop("writer", this::writeOnce);
    private final List<LogLine> linesInHand = new ArrayList<>();
    private List<Entry> inHand = List.of();

    Writer(
            ExecutorStores stores,
            CompletionBuffer completions,
            LogBuffer lines,
            InFlight inFlight,
            ExecutorMetrics metrics,
            Signals signals) {
        this(stores, completions, lines, inFlight, metrics, signals, System::nanoTime);
    }

    /** With a monotonic clock of its own. */
    Writer(
            ExecutorStores stores,
            CompletionBuffer completions,
            LogBuffer lines,
            InFlight inFlight,
            ExecutorMetrics metrics,
            Signals signals,
            LongSupplier nanoTime) {
        this.instances = stores.instances();
        this.logs = stores.logs();
        this.counter = new ExecutionCounter(stores.stats(), nanoTime);
        this.usage = stores.usage();
        this.live = stores.live();
        this.completions = completions;
        this.lines = lines;
        this.inFlight = inFlight;
        this.metrics = metrics;
        this.signals = signals;
        completions.whenAdded(loop::wake);
        lines.whenFilling(loop::wake);
    }

    Loop loop() {
        return loop;
    }

    /** Writes everything that waits now; says when to look again. */
    Duration writeOnce() {
        if (inHand.isEmpty()) {
            inHand = completions.take();
        }
        linesInHand.addAll(lines.take(Integer.MAX_VALUE));
        writeSurplusLines();
        report();
        writeInHand();
        counter.flush();
        return completions.isEmpty() ? BEAT : Duration.ZERO;
    }

    private void writeSurplusLines() {
        List<List<LogLine>> batches =
                Batches.of(linesInHand, line -> line.message().length());
        for (int i = 0; i < batches.size() - 1; i++) {
            insert(batches.get(i));
            linesInHand.subList(0, batches.get(i).size()).clear();
        }
    }

    private void report() {
        List<ProgressReport> reports = inFlight.running().stream()
                .map(Attempt::takeProgress)
                .filter(Objects::nonNull)
                .toList();
        instances.report(reports);
        live.publish(() -> reports.stream().map(InstanceChange::of).toList());
    }

    private void writeInHand() {
        if (inHand.isEmpty() && linesInHand.isEmpty()) {
            return;
        }
        List<Completion> batch = inHand.stream().map(Entry::completion).toList();
        Set<Held> accepted;
        try {
            accepted = instances.complete(batch, () -> logs.insert(linesInHand));
        } catch (NonTransientDataAccessException e) {
            throwUnlessItsOwnFault(e);
            log.error("A batch of outcomes or log lines cannot be stored as it is; storing them one by one", e);
            insert(linesInHand);
            accepted = completeOneByOne();
        }
        linesInHand.clear();
        List<Entry> written = inHand;
        inHand = List.of();
        settle(written, accepted);
    }

    /** Lines that are stored already, by a commit whose answer was lost, are passed over; others that fail are dropped. */
    private void insert(List<LogLine> batch) {
        try {
            logs.insert(batch);
        } catch (NonTransientDataAccessException e) {
            throwUnlessItsOwnFault(e);
            batch.forEach(this::insertOne);
        }
    }

    private void insertOne(LogLine line) {
        try {
            logs.insert(List.of(line));
        } catch (DuplicateKeyException e) {
            log.debug("Line {} of {} is stored already", line.seq(), line.instanceId());
        } catch (NonTransientDataAccessException e) {
            throwUnlessItsOwnFault(e);
            metrics.logLinesDropped(1);
            log.warn("Line {} of {} cannot be stored", line.seq(), line.instanceId(), e);
        }
    }

    /** What a server refuses that takes nothing now is kept and tried again, like what a server does not answer. */
    private static void throwUnlessItsOwnFault(NonTransientDataAccessException e) {
        if (e instanceof NonTransientDataAccessResourceException || ServerRefusal.isCauseOf(e)) {
            throw e;
        }
    }

    private Set<Held> completeOneByOne() {
        Set<Held> accepted = new HashSet<>();
        for (Entry entry : inHand) {
            accepted.addAll(completeOne(entry.completion()));
        }
        return accepted;
    }

    private Set<Held> completeOne(Completion completion) {
        try {
            return instances.complete(List.of(completion));
        } catch (NonTransientDataAccessException e) {
            throwUnlessItsOwnFault(e);
            log.error(
                    "The outcome of {} cannot be stored; it fails instead",
                    completion.claim().id(),
                    e);
            return instances.complete(List.of(Completion.failure(
                    completion.claim(),
                    completion.duration(),
                    FailureCode.OUTCOME_NOT_STORED.name(),
                    "The handler's outcome could not be stored; the executor's log tells why")));
        }
    }

    private void settle(List<Entry> written, Set<Held> accepted) {
        for (Entry entry : written) {
            inFlight.forget(entry.attempt());
            Completion completion = entry.completion();
            if (accepted.contains(completion.claim().held())) {
                count(completion);
            } else {
                metrics.fenced(1);
                log.debug("The outcome of {} came too late", completion.claim().id());
            }
        }
        tell(written);
        live.publish(() -> written.stream()
                .map(Entry::completion)
                .filter(completion -> accepted.contains(completion.claim().held()))
                .map(InstanceChange::of)
                .toList());
    }

    private void count(Completion completion) {
        InstanceStatus status = completion.status();
        usage.add(
                completion.claim().tenantId(),
                UsageCounts.ofAttempt(
                        completion.duration(), status == InstanceStatus.SUCCESS, status == InstanceStatus.FAILED));
        String handler = completion.claim().route().handler();
        switch (status) {
            case SUCCESS -> {
                metrics.succeeded(handler, completion.duration());
                counter.succeeded(completion);
            }
            case FAILED -> {
                metrics.failed(handler, completion.duration());
                counter.failed(completion);
            }
            case SCHEDULED, PENDING, RUNNING, CANCELLED -> {}
        }
    }

    private void tell(List<Entry> written) {
        if (written.stream().anyMatch(entry -> entry.completion().status() == InstanceStatus.SCHEDULED)) {
            signals.publish(Signal.INSTANCES_SCHEDULED);
        }
        if (written.stream().anyMatch(entry -> entry.completion().status() == InstanceStatus.PENDING)) {
            signals.publish(Signal.INSTANCES_READY);
        }
        boolean anyFollowed = written.stream()
                .map(Entry::completion)
                .anyMatch(completion ->
                        completion.isTerminal() && completion.claim().followed());
        // Others may have waited for the slot of a gate or of a limited queue; only now is it free.
        boolean anyLimited =
                written.stream().anyMatch(entry -> entry.completion().claim().limited());
        if (anyLimited) {
            signals.publish(Signal.INSTANCES_READY);
        }
        if (anyFollowed) {
            signals.publish(Signal.DEFINITIONS_CHANGED);
            signals.publish(Signal.INSTANCES_READY);
        }
    }
}
