package io.taskservice.signal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hands signals to whoever listens in this process; a {@link Relay} takes them to other processes.
 *
 * <p>Listeners only wake a loop: they return at once and never throw.
 */
public final class Signals {

    private final Map<Signal, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final List<Relay> relays = new CopyOnWriteArrayList<>();

    /** Tells this process and, if there is a relay, the others. Call it after the commit it tells of. */
    public void publish(Signal signal) {
        deliver(signal);
        relays.forEach(relay -> relay.send(signal));
    }

    /** Tells this process only: what a relay calls with a signal from another. */
    public void deliver(Signal signal) {
        listeners.getOrDefault(signal, List.of()).forEach(Runnable::run);
    }

    /** Calls {@code listener} on each such signal from now on. */
    public void listen(Signal signal, Runnable listener) {
        listeners.computeIfAbsent(signal, none -> new CopyOnWriteArrayList<>()).add(listener);
    }

    /** Sends every later signal through {@code relay} too. */
    public void relayThrough(Relay relay) {
        relays.add(relay);
    }

    /**
     * How long a loop that signals wake may wait before it looks by itself, lest one was lost: {@code alone} without a
     * relay, three times as long while one is up.
     */
    public Duration patience(Duration alone) {
        return relays.stream().anyMatch(Relay::isUp) ? alone.multipliedBy(3) : alone;
    }

    /** Takes signals to other processes; returns at once, and may lose them. */
    public interface Relay {

        /** Sends a signal. */
        void send(Signal signal);

        /** Whether signals of other processes arrive just now. */
        boolean isUp();
    }
}
