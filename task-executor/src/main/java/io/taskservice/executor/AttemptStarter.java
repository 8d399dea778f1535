package io.taskservice.executor;

import io.taskservice.instance.Claim;
import io.taskservice.live.InstanceChange;
import io.taskservice.live.LiveFeed;
import io.taskservice.node.Lease;
import java.time.InstantSource;
import java.util.List;

/** Starts claimed attempts, each on a thread of its own. */
final class AttemptStarter {

    private final InstanceRunner runner;
    private final InFlight inFlight;
    private final HandlerThreads threads;
    private final LogBuffer logs;
    private final ParamsReader params;
    private final InstantSource clock;
    private final int mostLines;
    private final LiveFeed live;

    AttemptStarter(
            InstanceRunner runner,
            InFlight inFlight,
            HandlerThreads threads,
            LogBuffer logs,
            ParamsReader params,
            InstantSource clock,
            int mostLines,
            LiveFeed live) {
        this.runner = runner;
        this.inFlight = inFlight;
        this.threads = threads;
        this.logs = logs;
        this.params = params;
        this.clock = clock;
        this.mostLines = mostLines;
        this.live = live;
    }

    /** Takes a slot, then runs the attempt. */
    void start(Claim claim, Lease lease) {
        Attempt attempt = new Attempt(claim, lease, new AttemptLog(claim, logs, clock, mostLines), params);
        inFlight.add(attempt);
        threads.run(() -> runner.run(attempt));
        live.publish(() -> List.of(InstanceChange.of(claim)));
    }
}
