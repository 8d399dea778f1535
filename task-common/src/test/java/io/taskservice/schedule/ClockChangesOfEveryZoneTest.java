package io.taskservice.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** P9: around every clock change of every zone from 2000 to 2037, forwards and backwards, under both policies. */
class ClockChangesOfEveryZoneTest {

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2038-01-01T00:00:00Z");
    private static final Duration AROUND = Duration.ofHours(4);
    private static final List<String> EXPRESSIONS = List.of(
            "0 30 2 * * ?", "0 0 0 * * ?", "0 0/15 0-4 * * ?", "30 59 1,2,23 * * ?", "0 30 * * * ?", "0 */10 * * * ?");

    private int checked;

    @Test
    void firesAsSpecifiedAroundEveryChange() {
        for (ZoneId zone : zonesWithDifferentChanges()) {
            for (String text : EXPRESSIONS) {
                CronExpression expression = CronExpression.parse(text);
                checkZone(
                        zone,
                        new CronSchedule(expression, zone, DstGapPolicy.FIRE),
                        new CronSchedule(expression, zone, DstGapPolicy.SKIP));
            }
        }
        System.out.printf("P9: %d combinations of a clock change and an expression%n", checked);
        assertThat(checked).isGreaterThan(10_000);
    }

    private void checkZone(ZoneId zone, CronSchedule fire, CronSchedule skip) {
        CronOracle fireOracle = new CronOracle(fire.expression().toString(), zone, true);
        CronOracle skipOracle = new CronOracle(fire.expression().toString(), zone, false);
        for (ZoneOffsetTransition change : changes(zone)) {
            Instant from = change.getInstant().minus(AROUND);
            Instant to =
                    change.getInstant().plus(AROUND).plus(change.getDuration().abs());
            List<Instant> fired = check(fire, fireOracle, from, to);
            List<Instant> kept = check(skip, skipOracle, from, to);
            checkSkipped(fired, kept, skip.skippedBetween(from, to), fire + " around " + change);
            checked++;
        }
    }

    private static List<Instant> check(CronSchedule schedule, CronOracle oracle, Instant from, Instant to) {
        List<Instant> expected = new ArrayList<>();
        for (Instant t = oracle.next(from, to); t != null; t = oracle.next(t, to)) {
            expected.add(t);
        }
        String where = schedule + " from " + from;
        assertThat(schedule.between(from, to, Integer.MAX_VALUE)).as(where).isEqualTo(expected);
        assertThat(backwards(schedule, from, to)).as("backwards: " + where).isEqualTo(expected);
        return expected;
    }

    private static List<Instant> backwards(CronSchedule schedule, Instant from, Instant to) {
        List<Instant> fires = new ArrayList<>();
        @Nullable Instant fire = schedule.previousBefore(to.plusNanos(1));
        while (fire != null && fire.isAfter(from)) {
            fires.add(0, fire);
            fire = schedule.previousBefore(fire);
        }
        return fires;
    }

    /** What FIRE fires is what SKIP fires and what SKIP reports, with nothing in both. */
    private static void checkSkipped(List<Instant> fired, List<Instant> kept, List<Instant> skipped, String where) {
        assertThat(Collections.disjoint(kept, skipped)).as(where).isTrue();
        TreeSet<Instant> together = new TreeSet<>(kept);
        together.addAll(skipped);
        assertThat(List.copyOf(together)).as(where).isEqualTo(fired);
    }

    /** One zone for each different sequence of changes: most names are aliases of others in these years. */
    private static Collection<ZoneId> zonesWithDifferentChanges() {
        Map<List<ZoneOffsetTransition>, ZoneId> zones = new HashMap<>();
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            zones.putIfAbsent(changes(ZoneId.of(id)), ZoneId.of(id));
        }
        return zones.values();
    }

    private static List<ZoneOffsetTransition> changes(ZoneId zone) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        ZoneOffsetTransition change = zone.getRules().nextTransition(FIRST);
        while (change != null && change.getInstant().isBefore(LAST)) {
            changes.add(change);
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return changes;
    }
}
