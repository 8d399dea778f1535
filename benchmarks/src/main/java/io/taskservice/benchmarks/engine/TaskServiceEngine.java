package io.taskservice.benchmarks.engine;

import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.queue.QueueRepository;
import io.taskservice.server.TaskServer;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import io.taskservice.tenant.Tenant;
import io.taskservice.tenant.TenantRepository;
import io.taskservice.work.Route;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The Task Service: the server as it is, in this process, with the settings it has by itself but for its slots, and one handler more.
 *
 * <p>While it is paused, its queue is. The pause is forgotten by deleting the queue's row, so that what is measured is a
 * queue that nobody has set up.
 */
final class TaskServiceEngine implements Engine {

    /** A transaction each. */
    private static final int BATCH = 1_000;

    /** As docs/operations.md advises for tasks that take a moment: as many as one statement takes. */
    private static final int SLOTS = 500;

    private final Place place;
    private final EngineOptions options;
    private @Nullable ConfigurableApplicationContext context;

    TaskServiceEngine(Place place, EngineOptions options) {
        this.place = place;
        this.options = options;
    }

    /** Nothing: the server migrates at its start. */
    @Override
    public void prepare() {}

    @Override
    public void open() {
        String roles = options.submitsOnly() ? "api" : "scheduler,executor";
        context = TaskServer.run(
                settings(roles), "--spring.main.sources=" + NoopConfiguration.class.getName(), "--server.port=0");
        TenantRepository repository = new TenantRepository(bean(TaskDatabase.class));
        tenants().forEach(tenant -> repository.insert(tenant, tenant.value(), Tenant.DEFAULT_WEIGHT));
        pause();
    }

    @Override
    public void addDue(int first, int count) {
        Instant now = bean(TaskDatabase.class).now();
        schedule(first, IntStream.range(0, count).mapToObj(any -> now).toList());
    }

    @Override
    public void submit(int number) {
        TaskDatabase database = bean(TaskDatabase.class);
        insert(List.of(ServiceTasks.instance(tenantOf(number), number, Start.now(database.now()))));
    }

    @Override
    public void schedule(int first, List<Instant> dues) {
        Instant now = bean(TaskDatabase.class).now();
        for (int done = 0; done < dues.size(); done += BATCH) {
            List<NewInstance> batch = new ArrayList<>();
            for (int i = done; i < Math.min(done + BATCH, dues.size()); i++) {
                batch.add(ServiceTasks.instance(tenantOf(first + i), first + i, Start.at(dues.get(i), now)));
            }
            insert(batch);
        }
    }

    /** A transaction for each {@link #BATCH}; then the signal. */
    @Override
    public void define(int count, Duration period, Instant first) {
        TaskDatabase database = bean(TaskDatabase.class);
        TaskDefinitionRepository definitions = bean(TaskDefinitionRepository.class);
        Instant now = database.now();
        for (int done = 0; done < count; done += BATCH) {
            int from = done;
            database.inTransaction(() -> IntStream.range(from, Math.min(from + BATCH, count))
                    .filter(i -> definitions.insert(ServiceTasks.definition(
                            i, period, first.plus(period.multipliedBy(i).dividedBy(count)), now)))
                    .count());
        }
        bean(Signals.class).publish(Signal.DEFINITIONS_CHANGED);
    }

    @Override
    public void resume() {
        tenants().forEach(tenant -> bean(QueueRepository.class).delete(tenant, Route.DEFAULT_QUEUE));
        bean(Signals.class).publish(Signal.INSTANCES_READY);
    }

    @Override
    public void pause() {
        QueueRepository queues = bean(QueueRepository.class);
        for (TenantId tenant : tenants()) {
            queues.create(tenant, Route.DEFAULT_QUEUE, null);
            queues.pause(tenant, Route.DEFAULT_QUEUE, "not yet");
        }
    }

    @Override
    public boolean isDrained() throws SQLException {
        try (Connection connection = bean(TaskDatabase.class).dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(FloorTables.PRODUCT.anyLeft())) {
            return !rows.next();
        }
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }

    /** Where the server listens. */
    String port() {
        return Objects.requireNonNull(context, "not open").getEnvironment().getRequiredProperty("local.server.port");
    }

    <T> T bean(Class<T> type) {
        return Objects.requireNonNull(context, "not open").getBean(type);
    }

    /** One transaction, and then the signal, as the API does it. */
    private void insert(List<NewInstance> instances) {
        bean(TaskDatabase.class).inTransaction(() -> {
            bean(TaskInstanceRepository.class).insert(instances);
            return instances.size();
        });
        instances.stream()
                .map(one -> one.start().status())
                .distinct()
                .map(status -> switch (status) {
                    case SCHEDULED -> Signal.INSTANCES_SCHEDULED;
                    case PENDING, RUNNING, SUCCESS, FAILED, CANCELLED -> Signal.INSTANCES_READY;
                })
                .forEach(bean(Signals.class)::publish);
    }

    private TenantId tenantOf(int number) {
        return options.tenants() == 1 ? TenantId.DEFAULT : new TenantId("tenant-" + number % options.tenants());
    }

    private List<TenantId> tenants() {
        return IntStream.range(0, options.tenants()).mapToObj(this::tenantOf).toList();
    }

    private Map<String, Object> settings(String roles) {
        Map<String, Object> settings = new HashMap<>(place.settings());
        settings.put("app.task.roles", roles);
        settings.put("app.task.executor.max-pool-size", SLOTS);
        return settings;
    }
}
