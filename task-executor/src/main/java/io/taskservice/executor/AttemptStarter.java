package io.taskservice.executor;

import io.taskservice.instance.Claim;
import io.taskservice.node.Lease;
import java.time.InstantSource;

/** Starts claimed attempts, each on a thread of its own. */
final class AttemptStarter {

    private final InstanceRunner runner;
    private final InFlight inFlight;
    private final HandlerThreads threads;
    private final LogBuffer logs;
    private final ParamsReader params;
    private final InstantSource clock;
    private final int mostLines;

    AttemptStarter(
            InstanceRunner runner,
            InFlight inFlight,
            HandlerThreads threads,
            LogBuffer logs,
            ParamsReader params,
            InstantSource clock,
            int mostLines) {
        this.runner = runner;
        this.inFlight = inFlight;
        this.threads = threads;
        this.logs = logs;
        this.params = params;
        this.clock = clock;
        this.mostLines = mostLines;
    }

    /** Takes a slot, then runs the attempt. */
    void start(Claim claim, Lease lease) {
        Attempt attempt = new Attempt(claim, lease, new AttemptLog(claim, logs, clock, mostLines), params);
        inFlight.add(attempt);
        threads.run(() -> runner.run(attempt));
    }
}
