package io.taskservice.simulation;

import io.taskservice.database.MemoryDatabase;
import io.taskservice.database.TaskDatabase;
import io.taskservice.executor.SimulatedExecutor;
import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskHandler;
import io.taskservice.handler.TaskResult;
import io.taskservice.identity.SimulatedIds;
import io.taskservice.scheduler.SimulatedScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plays a cluster from its beginning until nothing is left to do; the same seed plays the same. */
final class Simulation {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "simulated");
        thread.setDaemon(true);
        return thread;
    });
    private static final int MOST_STEPS = 20_000;
    private static final int STEPS_BETWEEN_LOOKS = 20;
    private static final int STEPS_AFTER_REST = 150;

    private final long seed;
    private final Guard[] without;
    private final Random random;
    private final Stage stage;
    private final MemoryStore store;
    private final World world;
    private final Laws laws;
    private final int faulty;
    private int restSince = -1;

    /**
     * How a run went.
     *
     * @param seed its seed
     * @param steps how many steps it took
     * @param digest stands for what these were
     * @param instances how many instances it ended with
     * @param attempts how many attempts of them ran
     * @param failure what was wrong; null: nothing
     */
    record Outcome(
            long seed,
            int steps,
            long digest,
            int instances,
            int attempts,
            @Nullable String failure) {

        boolean isGood() {
            return failure == null;
        }
    }

    private Simulation(long seed, Guard... without) {
        this.seed = seed;
        this.without = without.clone();
        this.random = new Random(seed);
        this.stage = new Stage(random);
        this.store = new MemoryStore(stage, without);
        this.world = World.planted(store, random);
        this.laws = new Laws(store, stage);
        this.faulty = 300 + random.nextInt(700);
    }

    /** Plays one run, without some of the guards. */
    static Outcome play(long seed, Guard... without) {
        Simulation simulation = new Simulation(seed, without);
        try (SimulatedIds ids = new SimulatedIds(seed, simulation.store::now)) {
            return simulation.play();
        }
    }

    private Outcome play() {
        store.watch(laws);
        int schedulers = 2 + random.nextInt(2);
        int executors = 2 + random.nextInt(2);
        stage.add("clock", Actor.Kind.IMMORTAL, name -> this::letTimePass);
        for (int i = 1; i <= schedulers; i++) {
            stage.add("scheduler-" + i, Actor.Kind.NODE, name -> new SimulatedScheduler(open(), random)::turn);
        }
        stage.add("rescuer", Actor.Kind.NODE, name -> new SimulatedScheduler(open(), random)::rescue);
        for (int i = 1; i <= executors; i++) {
            stage.add("executor-" + i, Actor.Kind.NODE, name -> executor(name)::turn);
        }
        for (int i = 1; i <= 2; i++) {
            stage.add("client-" + i, Actor.Kind.GUEST, name -> new Client(store, world, random, open())::turn);
        }
        stage.run(store, THREADS, this::look);
        String failure = stage.failure();
        return new Outcome(
                seed,
                stage.steps(),
                stage.digest(),
                store.table("task_instances").committed().size(),
                laws.attempts(),
                failure == null ? null : describe(failure));
    }

    private TaskDatabase open() {
        return MemoryDatabase.open(store);
    }

    private SimulatedExecutor executor(String name) {
        TaskHandler handler = context -> handle(name, context);
        return new SimulatedExecutor(open(), name, Map.of(World.HANDLER, handler), random, store::now, this::nanoTime);
    }

    private TaskResult handle(String life, TaskContext context) {
        laws.runs(context.getInstanceId(), context.getAttempt());
        int dice = random.nextInt(20);
        if (dice < 3) {
            return TaskResult.failure("no luck");
        }
        if (dice < 4) {
            throw new IllegalStateException("no luck at all");
        }
        return dice < 6
                ? TaskResult.retryAfter(Duration.ofMillis(random.nextInt(1000)))
                : TaskResult.success(Laws.result(life, context.getAttempt()));
    }

    private long nanoTime() {
        return TimeUnit.MILLISECONDS.toNanos(store.now().toEpochMilli());
    }

    private void letTimePass() {
        int dice = random.nextInt(100);
        if (stage.isCalm() || dice < 70) {
            advance(1 + random.nextInt(stage.isCalm() ? 400 : 100));
        } else if (dice < 93) {
            advance(random.nextInt(1000));
        } else if (dice < 99) {
            advance(random.nextInt(4000));
        } else {
            advance(random.nextInt(30_000));
        }
    }

    private void advance(int millis) {
        store.advance(Duration.ofMillis(millis));
    }

    /** Before each step. */
    private void look() {
        int steps = stage.steps();
        if (steps >= faulty) {
            stage.calmDown();
        }
        if (steps > MOST_STEPS) {
            stage.fail("not at rest: " + unrest());
        }
        if (stage.isCalm() && steps % STEPS_BETWEEN_LOOKS == 0) {
            lookForRest(steps);
        }
    }

    /** What is at rest has to stay so for a while: somebody may have been about to do something. */
    private void lookForRest(int steps) {
        if (!laws.isAtRest()) {
            restSince = -1;
        } else if (restSince < 0) {
            restSince = steps;
        } else if (steps > restSince + STEPS_AFTER_REST) {
            laws.checkRest();
            stage.finish();
        }
    }

    private String unrest() {
        List<Row> unended = store.table("task_instances").committed().stream()
                .filter(row -> row.isNull("end_time"))
                .toList();
        return unended + "\n  nodes " + store.table("nodes").committed();
    }

    private String describe(String failure) {
        String guards = without.length == 0
                ? ""
                : Arrays.stream(without)
                        .map(Guard::name)
                        .collect(Collectors.joining(",", " -Dsimulation.without=", ""));
        Instant now = store.now();
        return """
                The run of seed %d broke a law at step %d, %s:
                  %s
                Replay: -Dtest=SimulationTest -Dsimulation.seed=%d%s
                What it speaks of:
                %s
                Its last steps:
                %s""".formatted(
                        seed,
                        stage.steps(),
                        now,
                        failure,
                        seed,
                        guards,
                        laws.historiesIn(failure),
                        String.join("\n", stage.lastSteps()));
    }
}
