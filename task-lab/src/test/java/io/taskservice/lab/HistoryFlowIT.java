package io.taskservice.lab;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.firing.Firing;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.identity.WebhookId;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.instance.Origin;
import io.taskservice.lab.journal.Journals;
import io.taskservice.lab.law.CheckOptions;
import io.taskservice.lab.law.CheckReport;
import io.taskservice.lab.law.Law;
import io.taskservice.testkit.TestStores;
import io.taskservice.webhook.EventType;
import io.taskservice.webhook.Webhook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history that several nodes make at once, with everything that may happen to an instance, breaks no law. */
class HistoryFlowIT {

    private static final Instant SINCE = Instant.parse("2026-03-01T00:00:00Z");
    private static final int NODES = 3;
    private static final int TASKS = Integer.getInteger("flow.tasks", 300);
    private static final long SEED = Long.getLong("flow.seed", 42);

    private final Random random = new Random(SEED);

    @TempDir
    Path folder;

    @Test
    void aRealFlowBreaksNoLaw() throws Exception {
        try (TestStores stores = TestStores.fresh()) {
            plant(stores);
            ExecutorService threads = Executors.newFixedThreadPool(NODES);
            List<Future<Integer>> working = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                working.add(threads.submit(workOf(stores, "node" + i, SEED + i)));
            }
            CheckReport meanwhile = check(stores, Journals.NONE, CheckOptions.DEFAULT.since(SINCE));
            for (Future<Integer> one : working) {
                one.get(120 + TASKS / 20, TimeUnit.SECONDS);
            }
            threads.shutdown();
            stores.execute("UPDATE webhook_deliveries SET state = 'DELIVERED', next_try_at = NULL");

            CheckReport afterwards = check(
                    stores,
                    Journals.read(folder),
                    CheckOptions.DEFAULT.since(SINCE).atRest());

            assertThat(meanwhile.violations()).isEmpty();
            assertThat(afterwards.violations()).isEmpty();
            assertThat(afterwards.laws())
                    .allSatisfy(law -> assertThat(law.looked())
                            .as(law.law().toString())
                            .isGreaterThan(law.law() == Law.RECORDS ? -1 : 30));
        }
    }

    private Callable<Integer> workOf(TestStores stores, String name, long seed) {
        return () -> {
            int done = 0;
            try (FlowNode node = new FlowNode(stores, folder, name, seed)) {
                while (active(stores) > 0) {
                    done += node.workOnce();
                    cancelOne(stores, new Random(seed + done));
                }
            }
            return done;
        };
    }

    private void plant(TestStores stores) {
        stores.webhooks()
                .insert(
                        TenantId.DEFAULT,
                        WebhookId.next(),
                        new Webhook.Wish("all", null, "https://example.org/hook", EventType.ofInstances()));
        stores.execute("UPDATE webhooks SET updated_at = created_at - INTERVAL 1 HOUR");
        fire(stores, OverlapPolicy.ALLOW, 30);
        fire(stores, OverlapPolicy.QUEUE, 30);
        for (int i = 0; i < TASKS; i++) {
            var task = anInstance().handler("journal").maxAttempts(1 + random.nextInt(3));
            if (i % 3 == 0) {
                task.concurrency("two", 2);
            }
            if (i % 10 == 0) {
                task.callbackUrl("https://example.org/callback").label("n", "" + i);
            }
            if (i % 20 == 0) {
                task.atMostOnce();
            }
            task.insertInto(stores);
        }
    }

    /** Fires every minute so often; of QUEUE all but the first wait for their turn. */
    private static void fire(TestStores stores, OverlapPolicy overlap, int times) {
        TaskDefinition definition = aDefinition()
                .handler("journal")
                .every(Duration.ofMinutes(1))
                .anchor(SINCE)
                .overlap(overlap)
                .dueAt(SINCE.plusSeconds(60))
                .insertInto(stores);
        Instant now = stores.now();
        List<NewInstance> instances = IntStream.rangeClosed(1, times)
                .mapToObj(i -> NewInstance.of(
                        definition,
                        null,
                        Origin.fire(SINCE.plusSeconds(60L * i)),
                        overlap == OverlapPolicy.ALLOW || i == 1 ? Start.now(now) : Start.inTurn()))
                .toList();
        Instant next = SINCE.plusSeconds(60L * (times + 1));
        stores.database().inTransaction(() -> {
            stores.firings().write(List.of(new Firing(definition, instances, List.of(), next, false)));
            return true;
        });
    }

    private static void cancelOne(TestStores stores, Random random) {
        if (random.nextInt(10) == 0) {
            stores
                    .texts("SELECT id FROM task_instances WHERE status IN ('PENDING', 'SCHEDULED', 'RUNNING') LIMIT 1")
                    .stream()
                    .findFirst()
                    .ifPresent(id -> stores.instances().cancel(TenantId.DEFAULT, new InstanceId(id)));
        }
    }

    private static long active(TestStores stores) {
        return stores.number("SELECT COUNT(*) FROM task_instances WHERE status IN ('SCHEDULED', 'PENDING', 'RUNNING')");
    }

    private static CheckReport check(TestStores stores, Journals journals, CheckOptions options) {
        return HistoryChecker.report(stores.database(), journals, options);
    }
}
