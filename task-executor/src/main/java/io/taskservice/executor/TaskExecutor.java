package io.taskservice.executor;

import io.taskservice.loop.Loop;
import io.taskservice.node.Membership;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The executor role of a node: its loops, how they hang together, and how it stops without losing or failing anything. */
public final class TaskExecutor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TaskExecutor.class);
    private static final Duration STUCK_AFTER = Duration.ofSeconds(60);
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(5);

    private final ExecutorSettings settings;
    private final Membership membership;
    private final Signals signals;
    private final InFlight inFlight;
    private final CompletionBuffer completions;
    private final HandlerThreads threads;
    private final ClaimLoop claimLoop;
    private final Writer writer;
    private final Watchdog watchdog;
    private final ClaimCheck claimCheck;
    private final SlotKeeper slotKeeper;

    TaskExecutor(
            ExecutorSettings settings,
            ExecutorNode node,
            ExecutorStores stores,
            Membership membership,
            Signals signals,
            InstantSource clock) {
        this.settings = settings;
        this.membership = membership;
        this.signals = signals;
        this.inFlight = node.inFlight();
        this.completions = new CompletionBuffer(settings.queueCapacity());
        this.threads = HandlerThreads.create(settings.corePoolSize(), settings.maxPoolSize());
        ExecutorMetrics metrics = node.metrics();
        LogBuffer logs = new LogBuffer(settings.logBuffer(), metrics, stores.usage(), stores.allowance());
        Outcomes outcomes =
                new Outcomes(node.params(), () -> ThreadLocalRandom.current().nextLong());
        InstanceRunner runner = new InstanceRunner(
                node.handlerRegistry(), new Disclosure(stores.secrets()), outcomes, completions, inFlight, metrics);
        AttemptStarter starter = new AttemptStarter(
                runner, inFlight, threads, logs, node.params(), clock, settings.logLinesPerAttempt(), stores.live());
        this.writer = new Writer(stores, completions, logs, inFlight, metrics, signals);
        this.watchdog = new Watchdog(inFlight, runner, settings.stopPatience());
        this.claimCheck = new ClaimCheck(membership, stores.claims(), inFlight, signals);
        this.slotKeeper = new SlotKeeper(membership, stores.scaling(), inFlight, signals);
        this.claimLoop = new ClaimLoop(
                membership,
                stores.claims(),
                node.handlerRegistry(),
                starter,
                inFlight,
                completions,
                () -> signals.patience(settings.pollInterval()),
                node.queues());
    }

    /** Begins to claim, once it is known how many slots may be used. */
    public void start() {
        inFlight.allow(0);
        signals.listen(Signal.INSTANCES_READY, claimLoop::signal);
        signals.listen(Signal.CANCEL_REQUESTED, claimCheck.loop()::wake);
        signals.listen(Signal.WORKERS_WISHED, slotKeeper.loop()::wake);
        loops().forEach(Loop::start);
    }

    /** Whether no loop hangs in a pass: one that does will not come back by itself. */
    public boolean isAlive() {
        return loops().stream().noneMatch(loop -> loop.isStuck(STUCK_AFTER));
    }

    /**
     * Stops without failing anything.
     *
     * <ol>
     *   <li>Claim nothing more, and say so.
     *   <li>Let handlers finish within the grace.
     *   <li>Ask the others to stop, and give their instances back: another node runs them, and the attempt is not
     *       counted as a failure.
     *   <li>Write what is left to write.
     * </ol>
     *
     * The heartbeat goes on to the end: until then the claims are this node's.
     */
    @Override
    public void close() {
        claimLoop.stop();
        membership.drain();
        if (!await(() -> inFlight.running().isEmpty(), settings.shutdownGrace())) {
            log.info(
                    "Gives back {} instances that did not finish within the grace",
                    inFlight.running().size());
            inFlight.running().forEach(attempt -> attempt.stop(StopReason.SHUTDOWN));
            await(() -> inFlight.running().isEmpty(), settings.stopPatience().plusSeconds(1));
        }
        if (!await(() -> inFlight.all().isEmpty(), WRITE_PATIENCE)) {
            log.warn(
                    "{} outcomes could not be written; their instances are rescued",
                    inFlight.all().size());
        }
        slotKeeper.loop().close();
        claimCheck.loop().close();
        watchdog.loop().close();
        writer.loop().close();
        threads.close();
    }

    private List<Loop> loops() {
        return List.of(writer.loop(), watchdog.loop(), claimCheck.loop(), slotKeeper.loop(), claimLoop.loop());
    }

    private static boolean await(BooleanSupplier condition, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return true;
    }
}
