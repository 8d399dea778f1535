package io.taskservice.scheduler;

import io.taskservice.cluster.Wish;
import io.taskservice.database.DatabaseClock;
import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.loop.Loop;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Waits for the next fire time it knows of and fires it.
 *
 * <p>Every scan interval, and whenever definitions change, it reads the fire times to come of its partitions. Between two
 * such readings it sleeps until the soonest of them, so that the delay of a fire is a transaction, not the interval.
 */
final class FireLoop {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final TaskDatabase database;
    private final DatabaseClock clock;
    private final TaskDefinitionRepository definitions;
    private final FirePool pool;
    private final Signals signals;
    private final SchedulerMetrics metrics;
    private final Duration scanInterval;
    private final PartitionKeeper partitions;
    private final LookAhead lookAhead = new LookAhead();
    private final Loop loop = new Loop("fire", this::fireOnce);
    private volatile Wish wish = Wish.STOPPED;
    private volatile boolean mustRead = true;

    FireLoop(
            Stores stores,
            FirePool pool,
            Signals signals,
            SchedulerMetrics metrics,
            Duration scanInterval,
            PartitionKeeper partitions) {
        this.database = stores.database();
        this.clock = new DatabaseClock(database);
        this.definitions = stores.definitions();
        this.pool = pool;
        this.signals = signals;
        this.metrics = metrics;
        this.scanInterval = scanInterval;
        this.partitions = partitions;
    }

    Loop loop() {
        return loop;
    }

    /** Reads the fire times to come anew, and fires what is due. */
    void rescan() {
        mustRead = true;
        loop.wake();
    }

    /** Fires what is due: of other nodes' partitions too, if it is overdue. */
    void sweep() {
        loop.wake();
    }

    /** Obeys a wish; beginning to run starts from a fresh reading. */
    void obey(Wish wanted) {
        if (wish != wanted) {
            wish = wanted;
            lookAhead.clear();
            rescan();
        }
    }

    Wish wish() {
        return wish;
    }

    Duration fireOnce() throws InterruptedException {
        if (wish == Wish.STOPPED) {
            return LONGEST_WAIT;
        }
        Set<Integer> mine = partitions.owned();
        if (mustRead || clock.until(lookAhead.horizon()).isNegative()) {
            readAhead(mine);
        }
        Fired fired = pool.fireOnce(mine);
        lookAhead.dropThrough(fired.upTo());
        lookAhead.add(fired.next());
        metrics.fired(fired);
        if (fired.instances() > 0) {
            signals.publish(Signal.INSTANCES_READY);
        }
        if (fired.replaces()) {
            signals.publish(Signal.CANCEL_REQUESTED);
        }
        return fired.mayBeMore() ? Duration.ZERO : untilNext();
    }

    private void readAhead(Set<Integer> mine) {
        mustRead = false;
        Instant now = clock.sync(database);
        Instant horizon = now.plus(scanInterval);
        int most = Math.toIntExact(scanInterval.toMillis()) + 1;
        lookAhead.refill(definitions.upcoming(now, horizon, mine, most), horizon);
    }

    /** A little late rather than early: a scan before the instant would find nothing and have to come again. */
    private Duration untilNext() {
        Instant next = lookAhead.next();
        Instant wakeAt = next == null ? lookAhead.horizon() : next;
        Duration wait = clock.until(wakeAt).plusMillis(1);
        return wait.compareTo(Duration.ZERO) > 0 ? wait : Duration.ZERO;
    }
}
