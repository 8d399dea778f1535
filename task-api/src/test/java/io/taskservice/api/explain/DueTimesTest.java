package io.taskservice.api.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.explain.DueTime.Outcome;
import io.taskservice.definition.DefinitionStatus;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.FiredInstance;
import io.taskservice.firing.GapReason;
import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.schedule.CronSchedule;
import io.taskservice.schedule.DstGapPolicy;
import io.taskservice.schedule.FixedRateSchedule;
import io.taskservice.schedule.Timetable;
import io.taskservice.schedule.ValidityWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DueTimesTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Timetable EVERY_MINUTE =
            new Timetable(new FixedRateSchedule(START, MINUTE), ValidityWindow.ALWAYS);
    private static final DefinitionId DEFINITION = DefinitionId.next();

    /** Whatever became of them: each due time is told of once, as what became of it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachDueTimeIsToldOfOnceAsWhatBecameOfIt(long seed) {
        Random random = new Random(seed);
        List<FiredInstance> fired = new ArrayList<>();
        List<FireGap> gaps = new ArrayList<>();
        Set<Instant> lost = new TreeSet<>();
        int minute = 0;
        while (minute < 120) {
            int kind = random.nextInt(20);
            int length = kind < 5 ? Math.min(1 + random.nextInt(6), 120 - minute) : 1;
            if (kind < 5) {
                gaps.add(gap(minute, minute + length - 1, GapReason.MISFIRE));
            } else if (kind == 5) {
                lost.add(at(minute));
            } else {
                fired.add(fired(minute));
            }
            minute += length;
        }

        List<DueTime> told =
                DueTimes.of(record(EVERY_MINUTE, at(120), fired, gaps, new ExplainWindow(at(0), at(121)), 200));

        assertThat(of(told, Outcome.FIRED)).hasSameSizeAs(fired);
        assertThat(of(told, Outcome.GAP)).hasSameSizeAs(gaps);
        assertThat(of(told, Outcome.UNACCOUNTED))
                .extracting(DueTime::dueTime)
                .containsExactlyInAnyOrderElementsOf(lost);
        assertThat(of(told, Outcome.OVERDUE)).hasSize(1);
        long all = told.stream()
                .map(DueTime::dueTimes)
                .mapToLong(count -> count == null ? 0 : count)
                .sum();
        assertThat(all).isEqualTo(121);
        assertThat(told)
                .isSortedAccordingTo(Comparator.comparing(DueTime::dueTime).reversed());
    }

    @Test
    void ofMoreThanTheLimitTheLatestAreTold() {
        List<FiredInstance> fired = new ArrayList<>();
        for (int i = 99; i >= 79; i--) {
            fired.add(fired(i));
        }

        List<DueTime> told =
                DueTimes.of(record(EVERY_MINUTE, at(100), fired, List.of(), new ExplainWindow(at(0), at(100)), 20));

        assertThat(told).hasSize(21).allMatch(row -> row.outcome() == Outcome.FIRED);
        assertThat(told.get(20).dueTime()).isEqualTo(at(79));
    }

    @Test
    void aGapThatReachesIntoTheStretchIsToldOfAsAWhole() {
        List<FireGap> gaps = List.of(gap(2, 7, GapReason.OVERLAP));

        List<DueTime> told =
                DueTimes.of(record(EVERY_MINUTE, at(8), List.of(), gaps, new ExplainWindow(at(5), at(8)), 20));

        assertThat(told).hasSize(1);
        assertThat(told.get(0).dueTimes()).isEqualTo(6);
    }

    @Test
    void whatAClockChangeSwallowedIsToldOfFromItsGap() {
        CronSchedule cron = CronSchedule.parse("0 30 2 * * ?", "Europe/Berlin", DstGapPolicy.SKIP);
        Instant before = Instant.parse("2026-03-28T01:30:00Z");
        Instant change = Instant.parse("2026-03-29T01:00:00Z");
        Instant after = Instant.parse("2026-03-30T00:30:00Z");
        FireGap swallowed = new FireGap(TenantId.DEFAULT, DEFINITION, change, change, 1, GapReason.DST);

        List<DueTime> told = DueTimes.of(new FireRecord(
                new Timetable(cron, ValidityWindow.ALWAYS),
                DefinitionStatus.ENABLED,
                after.plusSeconds(86_400),
                before.minusSeconds(1),
                new ExplainWindow(before, after.plusSeconds(1)),
                after.plusSeconds(1),
                List.of(fired(after), fired(before)),
                List.of(swallowed),
                20));

        assertThat(told).extracting(DueTime::outcome).containsExactly(Outcome.FIRED, Outcome.GAP, Outcome.FIRED);
    }

    @Test
    void withoutATimetableOnlyWhatIsRecordedIsTold() {
        List<DueTime> told =
                DueTimes.of(record(null, at(9), List.of(fired(3)), List.of(), new ExplainWindow(at(0), at(20)), 20));

        assertThat(told).extracting(DueTime::outcome).containsExactly(Outcome.OVERDUE, Outcome.FIRED);
    }

    private static FireRecord record(
            @Nullable Timetable timetable,
            Instant cursor,
            List<FiredInstance> fired,
            List<FireGap> gaps,
            ExplainWindow window,
            int limit) {
        List<FiredInstance> latestFirst = fired.stream()
                .sorted(Comparator.comparing(FiredInstance::fireTime).reversed())
                .toList();
        List<FireGap> gapsLatestFirst = gaps.stream()
                .sorted(Comparator.comparing(FireGap::from).reversed())
                .toList();
        return new FireRecord(
                timetable,
                DefinitionStatus.ENABLED,
                cursor,
                START.minusMillis(1),
                window,
                at(120).plusSeconds(30),
                latestFirst,
                gapsLatestFirst,
                limit);
    }

    private static List<DueTime> of(List<DueTime> told, Outcome outcome) {
        return told.stream().filter(row -> row.outcome() == outcome).toList();
    }

    private static FiredInstance fired(int minute) {
        return fired(at(minute));
    }

    private static FiredInstance fired(Instant fireTime) {
        return new FiredInstance(InstanceId.next(), fireTime, InstanceStatus.SUCCESS);
    }

    private static FireGap gap(int from, int to, GapReason reason) {
        return new FireGap(TenantId.DEFAULT, DEFINITION, at(from), at(to), to - from + 1L, reason);
    }

    private static Instant at(int minute) {
        return START.plus(MINUTE.multipliedBy(minute));
    }
}
