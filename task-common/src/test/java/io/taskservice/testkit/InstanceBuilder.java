package io.taskservice.testkit;

import io.taskservice.definition.TaskDefinition;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.NodeId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.instance.Origin;
import io.taskservice.work.Backoff;
import io.taskservice.work.Concurrency;
import io.taskservice.work.Delivery;
import io.taskservice.work.ExecutionPolicy;
import io.taskservice.work.Labels;
import io.taskservice.work.Retries;
import io.taskservice.work.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Inserts an instance in any state, which the engine itself would reach only by a way of many steps. */
public final class InstanceBuilder {

    private InstanceId id = InstanceId.next();
    private TenantId tenant = TenantId.DEFAULT;
    private @Nullable TaskDefinition definition;
    private Route route = new Route("echo", Route.DEFAULT_QUEUE, Route.DEFAULT_PRIORITY);
    private @Nullable String params;
    private ExecutionPolicy execution = ExecutionPolicy.DEFAULT;
    private @Nullable Instant fireTime;
    private Start start = Start.now(Instant.parse("2020-01-01T00:00:00Z"));
    private boolean followed;
    private @Nullable Concurrency concurrency;
    private @Nullable String requestKey;
    private @Nullable String callbackUrl;
    private final Map<String, String> labels = new TreeMap<>();
    private InstanceStatus status = InstanceStatus.PENDING;
    private @Nullable NodeId node;
    private int attempt;
    private int retries;
    private int crashes;
    private boolean cancelRequested;
    private @Nullable Instant endTime;

    private InstanceBuilder() {}

    /** Submitted ad hoc to handler echo, PENDING since 2020, one attempt. */
    public static InstanceBuilder anInstance() {
        return new InstanceBuilder();
    }

    public InstanceBuilder id(InstanceId other) {
        id = other;
        return this;
    }

    public InstanceBuilder tenant(TenantId owner) {
        tenant = owner;
        return this;
    }

    /** With the tenant, route and policies of the definition; not followed until {@link #followed}. */
    public InstanceBuilder of(TaskDefinition owner) {
        definition = owner;
        tenant = owner.tenantId();
        route = owner.route();
        execution = owner.execution();
        concurrency = owner.concurrency();
        return this;
    }

    public InstanceBuilder fireTime(Instant instant) {
        fireTime = instant;
        return this;
    }

    public InstanceBuilder followed() {
        followed = true;
        return this;
    }

    public InstanceBuilder handler(String handler) {
        route = new Route(handler, route.queue(), route.priority());
        return this;
    }

    public InstanceBuilder queue(String queue) {
        route = new Route(route.handler(), queue, route.priority());
        return this;
    }

    public InstanceBuilder priority(int priority) {
        route = new Route(route.handler(), route.queue(), priority);
        return this;
    }

    public InstanceBuilder params(String text) {
        params = text;
        return this;
    }

    public InstanceBuilder maxAttempts(int attempts) {
        return retries(Retries.upTo(attempts).after(execution.retries().backoff()));
    }

    public InstanceBuilder backoff(Duration initial, Duration max) {
        return retries(execution.retries().after(new Backoff(initial, max)));
    }

    public InstanceBuilder retries(Retries other) {
        execution = new ExecutionPolicy(execution.timeout(), execution.queueTimeout(), other, execution.delivery());
        return this;
    }

    public InstanceBuilder timeout(Duration most) {
        execution = new ExecutionPolicy(most, execution.queueTimeout(), execution.retries(), execution.delivery());
        return this;
    }

    public InstanceBuilder queueTimeout(Duration most) {
        execution = new ExecutionPolicy(execution.timeout(), most, execution.retries(), execution.delivery());
        return this;
    }

    public InstanceBuilder atMostOnce() {
        execution = new ExecutionPolicy(
                execution.timeout(), execution.queueTimeout(), execution.retries(), Delivery.AT_MOST_ONCE);
        return this;
    }

    /** At most {@code limit} of the tenant's with this key run at once. */
    public InstanceBuilder concurrency(String key, int limit) {
        concurrency = new Concurrency(key, limit);
        return this;
    }

    public InstanceBuilder label(String name, String value) {
        labels.put(name, value);
        return this;
    }

    public InstanceBuilder callbackUrl(String url) {
        callbackUrl = url;
        return this;
    }

    public InstanceBuilder requestKey(String key) {
        requestKey = key;
        return this;
    }

    public InstanceBuilder runAt(Instant instant) {
        start = new Start(start.status(), instant);
        return this;
    }

    /** SCHEDULED for an instant. */
    public InstanceBuilder scheduledAt(Instant instant) {
        start = new Start(InstanceStatus.SCHEDULED, instant);
        status = InstanceStatus.SCHEDULED;
        return this;
    }

    /** SCHEDULED until an earlier instance of its definition has ended. */
    public InstanceBuilder inTurn() {
        return scheduledAt(Start.ITS_TURN);
    }

    /** RUNNING its first attempt on a node. */
    public InstanceBuilder runningOn(NodeId holder) {
        status = InstanceStatus.RUNNING;
        node = holder;
        attempt = Math.max(attempt, 1);
        return this;
    }

    public InstanceBuilder attempt(int number) {
        attempt = number;
        return this;
    }

    public InstanceBuilder retries(int number) {
        retries = number;
        return this;
    }

    public InstanceBuilder crashes(int number) {
        crashes = number;
        return this;
    }

    public InstanceBuilder cancelRequested() {
        cancelRequested = true;
        return this;
    }

    public InstanceBuilder ended(InstanceStatus terminal, Instant at) {
        status = terminal;
        endTime = at;
        return this;
    }

    /** As the engine would create it: PENDING or SCHEDULED, no attempt yet. */
    public NewInstance toNewInstance() {
        return new NewInstance(
                id,
                tenant,
                definition == null ? null : definition.id(),
                route,
                params,
                execution,
                new Origin(fireTime, null, requestKey, null, null, Labels.of(labels), callbackUrl),
                start,
                followed,
                concurrency);
    }

    /** In one transaction: nobody sees it in another state before. */
    public InstanceId insertInto(TestStores stores) {
        return stores.database().inTransaction(() -> {
            stores.instances().insert(List.of(toNewInstance()));
            stores.execute(
                    """
                    UPDATE task_instances
                    SET status = ?, execution_node = ?, attempt = ?, retry_count = ?, crash_count = ?,
                        cancel_requested = ?, end_time = ?
                    WHERE id = ?
                    """,
                    status.name(),
                    node == null ? null : node.value(),
                    attempt,
                    retries,
                    crashes,
                    cancelRequested,
                    endTime,
                    id.value());
            return id;
        });
    }
}
