package io.taskservice.testkit;

import io.taskservice.definition.Cursor;
import io.taskservice.definition.DefinitionStatus;
import io.taskservice.definition.FiringPolicy;
import io.taskservice.definition.MisfirePolicy;
import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.ScheduleSpec;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.TenantId;
import io.taskservice.schedule.DstGapPolicy;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.schedule.ValidityWindow;
import io.taskservice.work.Backoff;
import io.taskservice.work.Concurrency;
import io.taskservice.work.Delivery;
import io.taskservice.work.ExecutionPolicy;
import io.taskservice.work.Retries;
import io.taskservice.work.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Builds a definition of which a test names only what it is about: {@code aDefinition().cron("…").dueAt(t)}. */
public final class DefinitionBuilder {

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final DefinitionId id = DefinitionId.next();
    private TenantId tenant = TenantId.DEFAULT;
    private String name = id.value();
    private Route route = new Route("echo", Route.DEFAULT_QUEUE, Route.DEFAULT_PRIORITY);
    private @Nullable String params;
    private ScheduleType type = ScheduleType.FIXED_RATE;
    private @Nullable String cron;
    private @Nullable Duration interval = Duration.ofHours(1);
    private @Nullable Instant runAt;
    private Instant anchor = LONG_AGO;
    private ZoneId zone = ZoneOffset.UTC;
    private DstGapPolicy gapPolicy = DstGapPolicy.FIRE;
    private ValidityWindow window = ValidityWindow.ALWAYS;
    private MisfirePolicy misfire = FiringPolicy.DEFAULT.misfire();
    private Duration misfireThreshold = FiringPolicy.DEFAULT.misfireThreshold();
    private int misfireMax = FiringPolicy.DEFAULT.misfireMax();
    private OverlapPolicy overlap = FiringPolicy.DEFAULT.overlap();
    private @Nullable Duration timeout;
    private int maxAttempts = 1;
    private Backoff backoff = Backoff.DEFAULT;
    private @Nullable Concurrency concurrency;
    private Delivery delivery = Delivery.AT_LEAST_ONCE;
    private DefinitionStatus status = DefinitionStatus.ENABLED;
    private @Nullable Instant nextFireTime = LONG_AGO;
    private long version;

    private DefinitionBuilder() {}

    /** Every hour on the hour, enabled, first due in 2020; late fires are fired once and overlaps allowed. */
    public static DefinitionBuilder aDefinition() {
        return new DefinitionBuilder();
    }

    public DefinitionBuilder tenant(TenantId owner) {
        tenant = owner;
        return this;
    }

    public DefinitionBuilder name(String text) {
        name = text;
        return this;
    }

    public DefinitionBuilder handler(String handler) {
        route = new Route(handler, route.queue(), route.priority());
        return this;
    }

    public DefinitionBuilder queue(String queue) {
        route = new Route(route.handler(), queue, route.priority());
        return this;
    }

    public DefinitionBuilder params(String text) {
        params = text;
        return this;
    }

    public DefinitionBuilder cron(String expression) {
        type = ScheduleType.CRON;
        cron = expression;
        return this;
    }

    public DefinitionBuilder zone(String id) {
        zone = ZoneId.of(id);
        return this;
    }

    public DefinitionBuilder skippingDstGaps() {
        gapPolicy = DstGapPolicy.SKIP;
        return this;
    }

    /** FIXED_RATE; its fires are the anchor plus multiples of the period. */
    public DefinitionBuilder every(Duration period) {
        type = ScheduleType.FIXED_RATE;
        interval = period;
        return this;
    }

    public DefinitionBuilder anchor(Instant first) {
        anchor = first;
        return this;
    }

    public DefinitionBuilder fixedDelay(Duration delay) {
        type = ScheduleType.FIXED_DELAY;
        interval = delay;
        return this;
    }

    public DefinitionBuilder once(Instant at) {
        type = ScheduleType.ONCE;
        runAt = at;
        return this;
    }

    public DefinitionBuilder window(@Nullable Instant startsAt, @Nullable Instant endsAt) {
        window = new ValidityWindow(startsAt, endsAt);
        return this;
    }

    public DefinitionBuilder misfire(MisfirePolicy policy) {
        misfire = policy;
        return this;
    }

    public DefinitionBuilder misfireThreshold(Duration threshold) {
        misfireThreshold = threshold;
        return this;
    }

    public DefinitionBuilder fireAll(int most) {
        misfire = MisfirePolicy.FIRE_ALL;
        misfireMax = most;
        return this;
    }

    /** At most {@code most} of its instances run at once. */
    public DefinitionBuilder maxConcurrency(int most) {
        concurrency = new Concurrency(null, most);
        return this;
    }

    /** At most {@code most} run at once of the instances with the same key. */
    public DefinitionBuilder concurrency(String key, int most) {
        concurrency = new Concurrency(key, most);
        return this;
    }

    public DefinitionBuilder overlap(OverlapPolicy policy) {
        overlap = policy;
        return this;
    }

    public DefinitionBuilder timeout(Duration most) {
        timeout = most;
        return this;
    }

    public DefinitionBuilder maxAttempts(int attempts) {
        maxAttempts = attempts;
        return this;
    }

    public DefinitionBuilder backoff(Duration initial, Duration max) {
        backoff = new Backoff(initial, max);
        return this;
    }

    public DefinitionBuilder atMostOnce() {
        delivery = Delivery.AT_MOST_ONCE;
        return this;
    }

    public DefinitionBuilder status(DefinitionStatus other) {
        status = other;
        return this;
    }

    /** Sets the cursor; null: no fire to come. */
    public DefinitionBuilder dueAt(@Nullable Instant instant) {
        nextFireTime = instant;
        return this;
    }

    public DefinitionBuilder version(long number) {
        version = number;
        return this;
    }

    public TaskDefinition build() {
        return new TaskDefinition(
                id,
                tenant,
                name,
                null,
                route,
                params,
                new ScheduleSpec(type, cron, interval, runAt, anchor, zone, gapPolicy, window),
                new FiringPolicy(misfire, misfireThreshold, misfireMax, overlap),
                new ExecutionPolicy(timeout, null, Retries.upTo(maxAttempts).after(backoff), delivery),
                concurrency,
                status,
                new Cursor(nextFireTime, version),
                LONG_AGO,
                LONG_AGO);
    }

    /** Stores it as it is. */
    public TaskDefinition insertInto(TestStores stores) {
        TaskDefinition definition = build();
        if (!stores.definitions().insert(definition)) {
            throw new IllegalStateException("There is a definition called " + name + " already");
        }
        return definition;
    }
}
