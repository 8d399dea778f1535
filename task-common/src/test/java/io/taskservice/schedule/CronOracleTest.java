package io.taskservice.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * P10: random expressions at random instants in difficult zones, the engine against the oracle, both ways.
 *
 * <p>The long form: {@code -Dp10.samples=1000000 -Dp10.seed=…}.
 */
class CronOracleTest {

    private static final int INSTANTS_PER_EXPRESSION = 4;
    private static final Duration HORIZON = Duration.ofDays(1500);
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("UTC"),
            ZoneId.of("America/New_York"),
            ZoneId.of("Europe/Berlin"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Pacific/Apia"),
            ZoneId.of("Pacific/Kwajalein"),
            ZoneId.of("America/Sao_Paulo"),
            ZoneId.of("Asia/Beirut"),
            ZoneId.of("Africa/Casablanca"),
            ZoneId.of("Antarctica/Troll"),
            ZoneId.of("Africa/Monrovia"),
            ZoneId.of("Asia/Shanghai"));

    private final long samples = Long.getLong("p10.samples", 20_000);
    private final long seed = Long.getLong("p10.seed", 20_260_101);
    private final Random random = new Random(seed);
    private long answered;
    private long refused;

    @Test
    void agreesWithTheOracleOnRandomExpressionsAndInstants() {
        RandomCron expressions = new RandomCron(random);
        for (long done = 0; done < samples; done += INSTANTS_PER_EXPRESSION) {
            String expression = expressions.next();
            ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
            DstGapPolicy policy = random.nextBoolean() ? DstGapPolicy.FIRE : DstGapPolicy.SKIP;
            compare(expression, zone, policy);
        }
        System.out.printf(
                "P10: %d comparisons, seed %d, %d fires checked, %d expressions refused as never firing%n",
                samples, seed, answered, refused);
        assertThat(answered).isGreaterThan(samples);
    }

    private void compare(String expression, ZoneId zone, DstGapPolicy policy) {
        CronOracle oracle = new CronOracle(expression, zone, policy == DstGapPolicy.FIRE);
        CronSchedule schedule;
        try {
            schedule = new CronSchedule(CronExpression.parse(expression), zone, policy);
        } catch (InvalidScheduleException never) {
            refused++;
            assertThat(oracle.hasAnyDay())
                    .as("%s refused: %s", expression, never.getMessage())
                    .isFalse();
            return;
        }
        for (int i = 0; i < INSTANTS_PER_EXPRESSION; i++) {
            Instant instant = randomInstant(zone);
            String where = "seed %d: %s at %s in %s, %s".formatted(seed, expression, instant, zone, policy);
            compareNext(oracle, instant, schedule.nextAfter(instant), where);
            comparePrevious(oracle, instant, schedule.previousBefore(instant), where);
        }
    }

    private void compareNext(CronOracle oracle, Instant instant, @Nullable Instant fire, String where) {
        Instant horizon = instant.plus(HORIZON);
        if (fire == null || fire.isAfter(horizon)) {
            assertThat(oracle.next(instant, horizon)).as("next: " + where).isNull();
        } else {
            assertThat(fire).as("next: " + where).isEqualTo(oracle.next(instant, horizon));
        }
        checkFire(oracle, fire, where);
    }

    private void comparePrevious(CronOracle oracle, Instant instant, @Nullable Instant fire, String where) {
        Instant horizon = instant.minus(HORIZON);
        Instant start = fire == null || fire.isBefore(horizon) ? horizon : fire;
        Instant lastBefore = instant.minusNanos(1);
        assertThat(oracle.next(start, lastBefore)).as("previous: " + where).isNull();
        assertThat(fire == null || fire.isBefore(instant))
                .as("previous: " + where)
                .isTrue();
        checkFire(oracle, fire, where);
    }

    private void checkFire(CronOracle oracle, @Nullable Instant fire, String where) {
        if (fire != null) {
            answered++;
            assertThat(oracle.isFire(fire)).as("%s is no fire: %s", fire, where).isTrue();
        }
    }

    /** Half of them anywhere from 1971 to 2060, half close to a clock change, some between two seconds. */
    private Instant randomInstant(ZoneId zone) {
        Instant instant = Instant.ofEpochSecond(random.nextLong(31_536_000L, 2_840_140_800L));
        ZoneOffsetTransition change = zone.getRules().nextTransition(instant);
        if (change != null && random.nextBoolean()) {
            instant = change.getInstant().plusSeconds(random.nextLong(-10_800, 10_801));
        }
        return random.nextInt(4) == 0 ? instant.plusMillis(random.nextLong(1000)) : instant;
    }
}
