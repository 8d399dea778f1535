package io.taskservice.autoconfigure;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Starts and stops something with the application, in the order of its phase. */
public final class Lifecycle implements SmartLifecycle {

    private final int phase;
    private final List<Runnable> starts;
    private final Runnable stop;
    private volatile boolean running;

    /** Lower phases start earlier and stop later. */
    public Lifecycle(int phase, List<Runnable> starts, Runnable stop) {
        this.phase = phase;
        this.starts = List.copyOf(starts);
        this.stop = stop;
    }

    @Override
    public void start() {
        starts.forEach(Runnable::run);
        running = true;
    }

    @Override
    public void stop() {
        stop.run();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** What it starts ends for good when stopped. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
