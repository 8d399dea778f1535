package io.taskservice.scheduler;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.definition.MisfirePolicy;
import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.GapReason;
import io.taskservice.schedule.CronSchedule;
import io.taskservice.schedule.Timetable;
import io.taskservice.testkit.DefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise P8, downtime is accounted for: over random schedules, downtimes and policies, each due time is in exactly one
 * instance or one gap. The due times are counted here by walking the timetable, one by one.
 */
class FiringAccountsTest {

    private static final int SEEDS = 400;
    private static final int DOWNTIMES = 4;
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");

    /** Few fires a day and many, across the clock changes of spring and autumn. */
    private static final List<String> CRONS = List.of(
            "* * * * * ?",
            "* * * * * ?",
            "0/7 * * * * ?",
            "0 * * * * ?",
            "30 2/5 * * * ?",
            "0 30 2 * * ?",
            "0 0 * * * ?",
            "0 0/30 1-3 * * ?",
            "0 15 2 ? * SUN",
            "0 0 0 L * ?");

    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Shanghai");

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachDueTimeIsInExactlyOneInstanceOrOneGap(long seed) {
        Random random = new Random(seed);
        TaskDefinition definition = randomDefinition(random);
        Timetable timetable = definition.schedule().timetable();
        Instant first = definition.cursor().nextFireTime();
        if (first == null) {
            return;
        }
        CatchUp catchUp = CatchUp.begin(definition);

        Instant now = first;
        for (int i = 0; i < DOWNTIMES && catchUp.cursor() != null; i++) {
            now = afterDowntime(timetable, Objects.requireNonNull(catchUp.cursor()), random);
            catchUp.run(now);
            if (random.nextBoolean()) {
                catchUp.endAll();
            }
        }

        assertThat(accountOf(catchUp, timetable)).isEqualTo(dueTimes(timetable, first, catchUp.cursor(), now));
        assertThat(catchUp.gaps(GapReason.DST).stream().map(FireGap::from))
                .isEqualTo(skipped(timetable, first, catchUp.cursor(), now));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theMisfirePolicyHoldsHoweverManyPassesADowntimeTakes(long seed) {
        Random random = new Random(seed);
        TaskDefinition definition = randomDefinition(random);
        Timetable timetable = definition.schedule().timetable();
        Instant first = definition.cursor().nextFireTime();
        if (first == null || definition.firing().overlap() != OverlapPolicy.ALLOW) {
            return;
        }
        Instant now = afterDowntime(timetable, first, random);

        CatchUp catchUp = CatchUp.of(definition, now);

        assertThat(catchUp.fireTimes()).isEqualTo(expected(definition, dueTimes(timetable, first, null, now), now));
    }

    /** What the policies' own words say, of a list that is not cut into passes. */
    private static List<Instant> expected(TaskDefinition definition, List<Instant> due, Instant now) {
        Instant oldestInTime = now.minus(definition.firing().misfireThreshold());
        if (due.isEmpty() || !due.get(0).isBefore(oldestInTime)) {
            return due;
        }
        return switch (definition.firing().misfire()) {
            case FIRE_ONCE -> due.subList(due.size() - 1, due.size());
            case FIRE_ALL ->
                due.subList(Math.max(0, due.size() - definition.firing().misfireMax()), due.size());
            case SKIP ->
                due.stream().filter(fire -> !fire.isBefore(oldestInTime)).toList();
        };
    }

    private static TaskDefinition randomDefinition(Random random) {
        DefinitionBuilder builder = aDefinition()
                .misfire(pick(random, List.of(MisfirePolicy.values())))
                .misfireThreshold(Duration.ofSeconds(pick(random, List.of(1, 60, 60, 600, 7200))))
                .overlap(pick(random, List.of(OverlapPolicy.values())));
        if (random.nextInt(3) == 0) {
            builder.fireAll(pick(random, List.of(1, 7, 100, 150, 2000)));
        }
        if (random.nextInt(4) == 0) {
            builder.every(Duration.ofMillis(1000 + random.nextInt(600_000)))
                    .anchor(FROM.plusMillis(random.nextInt(10_000)));
        } else {
            builder.cron(pick(random, CRONS)).zone(pick(random, ZONES));
            if (random.nextBoolean()) {
                builder.skippingDstGaps();
            }
        }
        if (random.nextInt(4) == 0) {
            builder.window(null, FROM.plus(Duration.ofHours(1 + random.nextInt(2000))));
        }
        Timetable timetable = builder.build().schedule().timetable();
        Instant from = FROM.plus(Duration.ofHours(random.nextInt(24 * 240)));
        return builder.dueAt(timetable.nextAfter(from)).build();
    }

    /** From a moment to some three thousand fires later, now and then to the millisecond. */
    private static Instant afterDowntime(Timetable timetable, Instant cursor, Random random) {
        List<Instant> missed = timetable.between(
                cursor,
                cursor.plus(Duration.ofDays(400)),
                pick(random, List.of(1, 5, 90, 999, 1000, 1001, 1030, 2500)));
        Instant last = missed.isEmpty() ? cursor : missed.get(missed.size() - 1);
        return last.plusMillis(pick(random, List.of(0, 1, 1, 999, 59_000, 3_600_000)));
    }

    /** The fire times of all instances and gaps, in order; a gap must hold as many as it says. */
    private static List<Instant> accountOf(CatchUp catchUp, Timetable timetable) {
        List<Instant> all = new ArrayList<>(catchUp.fireTimes());
        for (FireGap gap : catchUp.gaps()) {
            if (gap.reason() != GapReason.DST) {
                List<Instant> fires = timetable.between(gap.from().minusNanos(1), gap.to(), Integer.MAX_VALUE);
                assertThat(fires).as("fires of %s", gap).hasSize((int) gap.fires());
                all.addAll(fires);
            }
        }
        return all.stream().sorted().toList();
    }

    private static List<Instant> dueTimes(Timetable timetable, Instant first, @Nullable Instant end, Instant now) {
        List<Instant> due = new ArrayList<>();
        Instant fire = first;
        while (fire != null && (end == null ? !fire.isAfter(now) : fire.isBefore(end))) {
            due.add(fire);
            fire = timetable.nextAfter(fire);
        }
        return due;
    }

    private static List<Instant> skipped(Timetable timetable, Instant first, @Nullable Instant end, Instant now) {
        if (!(timetable.schedule() instanceof CronSchedule cron)) {
            return List.of();
        }
        Instant windowEnd = timetable.window().endsAt();
        Instant upTo = end != null ? end : windowEnd == null ? now : windowEnd.minusNanos(1);
        return cron.skippedBetween(first, upTo);
    }

    private static <T> T pick(Random random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
