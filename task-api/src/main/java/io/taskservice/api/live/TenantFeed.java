package io.taskservice.api.live;

import io.taskservice.identity.Ids;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The live events of one tenant: who listens, and the last thousand for who comes back. */
final class TenantFeed {

    private static final int MOST_KEPT = 1000;
    private static final String NOTHING = "{}";

    private final ArrayDeque<Entry> kept = new ArrayDeque<>();
    private final Map<EventStream, Set<LiveTopic>> listeners = new ConcurrentHashMap<>();
    private final Map<LiveTopic, byte[]> latest = new ConcurrentHashMap<>();
    private final IntConsumer dropped;
    /** The event before the first that is kept: a client that has seen it has missed nothing. */
    private String before = Ids.next();

    private long leftNanos = System.nanoTime();

    TenantFeed(IntConsumer dropped) {
        this.dropped = dropped;
    }

    /**
     * Adds a listener; it gets what it has missed since an event, or is told that nobody knows.
     *
     * @param lastSeen the last event it has seen; null: it begins
     */
    synchronized void join(EventStream stream, Set<LiveTopic> topics, @Nullable String lastSeen) {
        listeners.put(stream, EnumSet.copyOf(topics));
        List<byte[]> frames = new ArrayList<>();
        if (lastSeen == null || !replay(lastSeen, topics, frames)) {
            frames.add(EventFrame.of(newest(), lastSeen == null ? "open" : "reset", NOTHING));
            topics.stream().filter(latest::containsKey).map(latest::get).forEach(frames::add);
        }
        dropped.accept(stream.sendAll(frames));
    }

    /** Tells everybody who wants the topic. */
    synchronized void tell(String id, LiveTopic topic, String type, String json) {
        Entry entry = new Entry(id, topic, EventFrame.of(id, type, json));
        kept.add(entry);
        if (kept.size() > MOST_KEPT) {
            before = kept.remove().id;
        }
        listeners.forEach((stream, topics) -> {
            if (topics.contains(topic)) {
                dropped.accept(stream.send(entry.frame));
            }
        });
    }

    /** As {@link #tell}, of something that is told whole each time: who comes later gets the latest. */
    synchronized void tellWhole(LiveTopic topic, String type, String json) {
        latest.put(topic, EventFrame.of(null, type, json));
        tell(Ids.next(), topic, type, json);
    }

    /** Everybody must begin anew: something has been lost. */
    synchronized void reset() {
        kept.clear();
        before = Ids.next();
        listeners.keySet().forEach(stream -> dropped.accept(stream.send(EventFrame.of(before, "reset", NOTHING))));
    }

    /** Whether somebody listens to a topic now. */
    boolean isHeard(LiveTopic topic) {
        return listeners.values().stream().anyMatch(topics -> topics.contains(topic));
    }

    /** Forgets who has gone; whether nobody has listened for so long. */
    synchronized boolean isDeserted(long forNanos) {
        listeners.keySet().removeIf(EventStream::isClosed);
        if (!listeners.isEmpty()) {
            leftNanos = System.nanoTime();
        }
        return System.nanoTime() - leftNanos > forNanos;
    }

    private boolean replay(String lastSeen, Set<LiveTopic> topics, List<byte[]> frames) {
        boolean found = lastSeen.equals(before);
        for (Entry entry : kept) {
            if (found && topics.contains(entry.topic)) {
                frames.add(entry.frame);
            }
            found |= entry.id.equals(lastSeen);
        }
        return found;
    }

    private String newest() {
        Entry last = kept.peekLast();
        return last == null ? before : last.id;
    }

    private record Entry(String id, LiveTopic topic, byte[] frame) {}
}
