package io.taskservice.redis;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.Ids;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.live.InstanceChange;
import io.taskservice.live.LiveFeed;
import io.taskservice.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes live news to the other nodes through a Redis topic, a batch in a message; a thread of its own talks to Redis.
 *
 * <p>While somebody listens here, this node says so once a second. It hears itself say it, and that is how it knows
 * whether news of others arrive.
 */
public final class RedisLive implements LiveFeed.Relay, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RedisLive.class);
    private static final String TOPIC = "task:live";
    private static final Duration UNTIL_WOKEN = Duration.ofHours(1);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_IN_MESSAGE = 500;
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(2000);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LiveFeed feed;
    private final RedisLink link;
    private final String self = Ids.next();
    private final LinkedBlockingQueue<InstanceChange> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Loop loop = new Loop("redis-live", this::sendOnce);
    private volatile @Nullable Set<TenantId> toAnnounce;
    private volatile long echoedNanos = System.nanoTime() - PATIENCE_NANOS;

    public RedisLive(LiveFeed feed, RedisLink link) {
        this.feed = feed;
        this.link = link;
        link.whenConnected(this::subscribe);
    }

    /** Begins to send. */
    public void start() {
        if (link.isConfigured()) {
            feed.relayThrough(this);
            loop.start();
        }
    }

    /** What does not fit is lost: whoever listens finds out by looking. */
    @Override
    public void send(List<InstanceChange> changes) {
        for (InstanceChange change : changes) {
            if (!waiting.offer(change)) {
                log.debug("Lost news of {}: Redis is too slow", change.instanceId());
            }
        }
        loop.wake();
    }

    @Override
    public void announce(Set<TenantId> tenants) {
        toAnnounce = Set.copyOf(tenants);
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
        Set<TenantId> announced = toAnnounce;
        toAnnounce = null;
        if (announced != null && !announced.isEmpty()) {
            List<String> names = announced.stream().map(TenantId::value).toList();
            publish(new Message(self, names, List.of()));
        }
        List<InstanceChange> batch = new ArrayList<>();
        waiting.drainTo(batch, MOST_IN_MESSAGE);
        if (!batch.isEmpty()) {
            publish(new Message(self, List.of(), batch.stream().map(Line::of).toList()));
        }
        return waiting.isEmpty() ? UNTIL_WOKEN : Duration.ZERO;
    }

    private void publish(Message message) {
        try {
            link.client().ifPresent(client -> topic(client).publish(JSON.writeValueAsString(message)));
        } catch (RuntimeException e) {
            log.debug(
                    "Lost {} news: the other nodes find out by looking",
                    message.news().size(),
                    e);
        }
    }

    private void subscribe(RedissonClient client) {
        topic(client).addListener(String.class, (channel, text) -> receive(text));
    }

    /** A message of another version that cannot be read is passed over. */
    private void receive(String text) {
        try {
            Message message = JSON.readValue(text, Message.class);
            if (message.from().equals(self)) {
                echoedNanos = System.nanoTime();
                return;
            }
            feed.heardElsewhere(message.hears().stream()
                    .flatMap(name -> TenantId.parse(name).stream())
                    .collect(Collectors.toSet()));
            feed.deliver(message.news().stream().map(Line::toChange).toList());
        } catch (RuntimeException e) {
            log.debug("A message on {} could not be read", TOPIC, e);
        }
    }

    private static RTopic topic(RedissonClient client) {
        return client.getTopic(TOPIC, StringCodec.INSTANCE);
    }

    /** What travels: who says it, whose news it wants, and news. */
    private record Message(String from, List<String> hears, List<Line> news) {}

    /** A change as it travels: ids as their text. */
    private record Line(
            String event,
            String tenant,
            String instance,
            @Nullable String definition,
            String handler,
            String queue,
            InstanceStatus status,
            int attempt,
            @Nullable Integer progress,
            @Nullable String message,
            @Nullable String error) {

        static Line of(InstanceChange c) {
            DefinitionId definition = c.definitionId();
            return new Line(
                    c.eventId(),
                    c.tenantId().value(),
                    c.instanceId().value(),
                    definition == null ? null : definition.value(),
                    c.handler(),
                    c.queue(),
                    c.status(),
                    c.attempt(),
                    c.progress(),
                    c.progressMessage(),
                    c.errorCode());
        }

        InstanceChange toChange() {
            return new InstanceChange(
                    event,
                    new TenantId(tenant),
                    new InstanceId(instance),
                    definition == null ? null : new DefinitionId(definition),
                    handler,
                    queue,
                    status,
                    attempt,
                    progress,
                    message,
                    error);
        }
    }
}
