package io.taskservice.redis;

import io.taskservice.identity.Ids;
import io.taskservice.loop.Loop;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes signals to the other nodes through a Redis topic. Sending only marks the signal; a thread of its own talks to
 * Redis, so that a slow Redis never holds up a fire, and signals that come meanwhile go as one.
 *
 * <p>Every two seconds it says nothing, and hears itself say it: that is how it knows whether signals of others arrive.
 */
public final class RedisSignals implements Signals.Relay, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisSignals.class);
    private static final String TOPIC = "task:signals";
    private static final String NOTHING = "";
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Signals signals;
    private final RedisLink link;
    private final String self = Ids.next();
    private final Set<Signal> marked = EnumSet.noneOf(Signal.class);
    private volatile long echoedNanos = System.nanoTime() - PATIENCE_NANOS;
    private final Loop loop = new Loop("redis-signals", this::sendOnce);

    public RedisSignals(Signals signals, RedisLink link) {
        this.signals = signals;
        this.link = link;
        link.whenConnected(this::subscribe);
    }

    /** Begins to send. */
    public void start() {
        if (link.isConfigured()) {
            signals.relayThrough(this);
            loop.start();
        }
    }

    @Override
    public void send(Signal signal) {
        synchronized (marked) {
            marked.add(signal);
        }
        loop.wake();
    }

    @Override
    public boolean isUp() {
        return System.nanoTime() - echoedNanos < PATIENCE_NANOS;
    }

    @Override
    public void close() {
        loop.close();
    }

    private Duration sendOnce() {
        Set<Signal> taken;
        synchronized (marked) {
            taken = EnumSet.noneOf(Signal.class);
            taken.addAll(marked);
            marked.clear();
        }
        link.client().ifPresent(client -> publish(client, taken));
        return BEAT;
    }

    private void publish(RedissonClient client, Set<Signal> taken) {
        try {
            topic(client).publish(self + ' ' + NOTHING);
            for (Signal signal : taken) {
                topic(client).publish(self + ' ' + signal.name());
            }
        } catch (RuntimeException e) {
            log.debug("Lost signals {}: the other nodes find out by polling", taken, e);
        }
    }

    private void subscribe(RedissonClient client) {
        topic(client).addListener(String.class, (channel, message) -> receive(message));
    }

    private void receive(String message) {
        if (message.startsWith(self)) {
            echoedNanos = System.nanoTime();
            return;
        }
        int space = message.indexOf(' ');
        String name = message.substring(space + 1);
        for (Signal signal : Signal.values()) {
            if (signal.name().equals(name)) {
                signals.deliver(signal);
            }
        }
    }

    private static RTopic topic(RedissonClient client) {
        return client.getTopic(TOPIC, StringCodec.INSTANCE);
    }
}
