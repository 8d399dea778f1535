package io.taskservice.simulation;

import io.taskservice.definition.Cursor;
import io.taskservice.definition.DefinitionStatus;
import io.taskservice.definition.FiringPolicy;
import io.taskservice.definition.MemoryTaskDefinitionMapper;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What is there before anything runs: some definitions of all kinds, due for the better part of a minute. */
final class World {

    static final String HANDLER = "simulated";

    private static final int GATES = 64;
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));

    private final Random random;
    private final Instant from;
    private final List<TaskDefinition> definitions = new ArrayList<>();

    private World(Random random, Instant from) {
        this.random = random;
        this.from = from;
    }

    static World planted(MemoryStore store, Random random) {
        World world = new World(random, store.now());
        for (int bucket = 0; bucket < GATES; bucket++) {
            store.plant("gate_locks", Row.of("bucket", bucket));
        }
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            TaskDefinition definition = world.definition(i);
            world.definitions.add(definition);
            store.plant("task_definitions", MemoryTaskDefinitionMapper.rowOf(definition));
        }
        return world;
    }

    List<TaskDefinition> definitions() {
        return definitions;
    }

    /** How instances are bounded and repeated. */
    ExecutionPolicy execution() {
        boolean expires = random.nextInt(5) == 0;
        return new ExecutionPolicy(
                null,
                expires ? Duration.ofSeconds(1L + random.nextInt(10)) : null,
                Retries.upTo(1 + random.nextInt(3)).after(QUICK),
                random.nextInt(4) == 0 ? Delivery.AT_MOST_ONCE : Delivery.AT_LEAST_ONCE);
    }

    @Nullable
    Concurrency concurrency() {
        return switch (random.nextInt(6)) {
            case 0 -> new Concurrency("shared", 1);
            case 1 -> new Concurrency(null, 1 + random.nextInt(2));
            default -> null;
        };
    }

    private TaskDefinition definition(int number) {
        ScheduleType type = random.nextInt(3) == 0 ? ScheduleType.FIXED_DELAY : ScheduleType.FIXED_RATE;
        Instant first = from.plusMillis(500L + random.nextInt(3000));
        Instant end = first.plusSeconds(8L + random.nextInt(20));
        ScheduleSpec schedule = new ScheduleSpec(
                type,
                null,
                Duration.ofMillis(1000L + random.nextInt(6) * 700L),
                null,
                first,
                ZoneOffset.UTC,
                DstGapPolicy.FIRE,
                new ValidityWindow(null, end));
        return new TaskDefinition(
                new DefinitionId("00000000-0000-7000-8000-%012d".formatted(number)),
                TenantId.DEFAULT,
                "definition " + number,
                null,
                new Route(HANDLER, Route.DEFAULT_QUEUE, 1 + random.nextInt(10)),
                null,
                schedule,
                firing(),
                execution(),
                concurrency(),
                DefinitionStatus.ENABLED,
                new Cursor(Objects.requireNonNull(schedule.timetable().nextAfter(from)), 0),
                from,
                from);
    }

    private FiringPolicy firing() {
        MisfirePolicy[] misfires = MisfirePolicy.values();
        OverlapPolicy[] overlaps = OverlapPolicy.values();
        return new FiringPolicy(
                misfires[random.nextInt(misfires.length)],
                Duration.ofSeconds(1L + random.nextInt(10)),
                1 + random.nextInt(4),
                overlaps[random.nextInt(overlaps.length)]);
    }
}
