package io.taskservice.simulation;

import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.event.Outbox;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.instance.Origin;
import io.taskservice.instance.TaskInstanceRepository;
import io.taskservice.signal.Signals;
import io.taskservice.work.Concurrency;
import io.taskservice.work.Labels;
import io.taskservice.work.Route;
import java.util.List;
import java.util.Random;

/** Somebody who submits tasks, some of them twice, and cancels what he sees. */
final class Client {

    private static final int KEYS = 12;

    private final MemoryStore store;
    private final World world;
    private final Random random;
    private final TaskDatabase database;
    private final TaskInstanceRepository instances;

    Client(MemoryStore store, World world, Random random, TaskDatabase database) {
        this.store = store;
        this.world = world;
        this.random = random;
        this.database = database;
        this.instances = new TaskInstanceRepository(
                database, new TaskDefinitionRepository(database), new Outbox(database, new Signals()));
    }

    void turn() {
        switch (random.nextInt(6)) {
            case 0, 1 -> submit();
            case 2 -> cancel();
            default -> {}
        }
    }

    private void submit() {
        String key = "key " + random.nextInt(KEYS);
        database.inTransaction(() -> {
            Start start = Start.at(database.now().plusMillis(random.nextInt(1000) - 500L), database.now());
            NewInstance instance = new NewInstance(
                    InstanceId.next(),
                    TenantId.DEFAULT,
                    null,
                    new Route(World.HANDLER, Route.DEFAULT_QUEUE, 1 + random.nextInt(10)),
                    null,
                    world.execution(),
                    new Origin(null, null, key, null, null, Labels.NONE, null),
                    start,
                    false,
                    random.nextInt(4) == 0 ? new Concurrency("shared", 1) : null);
            return instances.insertUnlessRequested(TenantId.DEFAULT, List.of(instance));
        });
    }

    private void cancel() {
        List<Row> rows = store.table("task_instances").committed();
        if (!rows.isEmpty()) {
            Row row = rows.get(random.nextInt(rows.size()));
            instances.cancel(TenantId.DEFAULT, row.need("id", InstanceId.class));
        }
    }
}
