package io.taskservice.scheduler;

import static io.taskservice.testkit.DefinitionBuilder.aDefinition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.taskservice.definition.MisfirePolicy;
import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.Firing;
import io.taskservice.firing.GapReason;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.NewInstance;
import io.taskservice.instance.NewInstance.Start;
import io.taskservice.testkit.DefinitionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FiringPlanTest {

    private static final Instant NOON = Instant.parse("2026-08-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Due at noon and then every minute; a fire is late after five. */
    private static DefinitionBuilder everyMinute() {
        return aDefinition().every(MINUTE).anchor(NOON).dueAt(NOON).misfireThreshold(Duration.ofMinutes(5));
    }

    @Test
    void aPunctualFireMakesOneInstanceAndMovesTheCursorToTheNextFire() {
        TaskDefinition definition = everyMinute().params("{\"a\":1}").build();

        Firing firing = FiringPlan.of(definition, 0, NOON.plusMillis(7));

        assertThat(fireTimes(firing)).containsExactly(NOON);
        assertThat(firing.gaps()).isEmpty();
        assertThat(firing.next()).isEqualTo(minutes(1));
        assertThat(firing.replacesActive()).isFalse();
        NewInstance instance = firing.instances().get(0);
        assertThat(instance.start()).isEqualTo(Start.now(NOON.plusMillis(7)));
        assertThat(instance.definitionId()).isEqualTo(definition.id());
        assertThat(instance.tenantId()).isEqualTo(definition.tenantId());
        assertThat(instance.params()).isEqualTo("{\"a\":1}");
        assertThat(instance.followed()).isFalse();
    }

    @Test
    void theSameArgumentsGiveTheSameFiringButForTheIds() {
        TaskDefinition definition = everyMinute().fireAll(3).build();

        Firing first = FiringPlan.of(definition, 0, minutes(30));
        Firing second = FiringPlan.of(definition, 0, minutes(30));

        assertThat(fireTimes(second)).isEqualTo(fireTimes(first));
        assertThat(second.gaps()).isEqualTo(first.gaps());
        assertThat(second.next()).isEqualTo(first.next());
    }

    @ParameterizedTest
    @EnumSource(MisfirePolicy.class)
    void allFiresWithinTheThresholdFireWhateverTheMisfirePolicy(MisfirePolicy policy) {
        Firing firing = FiringPlan.of(
                everyMinute().misfire(policy).build(), 0, minutes(4).plusSeconds(30));

        assertThat(fireTimes(firing)).containsExactly(NOON, minutes(1), minutes(2), minutes(3), minutes(4));
        assertThat(firing.gaps()).isEmpty();
        assertThat(firing.next()).isEqualTo(minutes(5));
    }

    @Nested
    class Misfires {

        @Test
        void aFireExactlyAtTheThresholdIsNotLateYetAndAMillisecondMoreIs() {
            TaskDefinition definition =
                    everyMinute().misfire(MisfirePolicy.SKIP).build();

            assertThat(fireTimes(FiringPlan.of(definition, 0, minutes(5)))).contains(NOON);
            assertThat(fireTimes(FiringPlan.of(definition, 0, minutes(5).plusMillis(1))))
                    .doesNotContain(NOON);
        }

        @Test
        void fireOnceFiresTheNewestAndRecordsTheOthers() {
            Firing firing = FiringPlan.of(everyMinute().build(), 0, minutes(30));

            assertThat(fireTimes(firing)).containsExactly(minutes(30));
            assertThat(firing.gaps()).containsExactly(gap(firing, NOON, minutes(29), 30, GapReason.MISFIRE));
            assertThat(firing.next()).isEqualTo(minutes(31));
        }

        @Test
        void fireAllFiresTheNewestSoMany() {
            Firing firing = FiringPlan.of(everyMinute().fireAll(3).build(), 0, minutes(30));

            assertThat(fireTimes(firing)).containsExactly(minutes(28), minutes(29), minutes(30));
            assertThat(firing.gaps()).containsExactly(gap(firing, NOON, minutes(27), 28, GapReason.MISFIRE));
        }

        @Test
        void fireAllWithRoomForAllRecordsNoGap() {
            Firing firing = FiringPlan.of(everyMinute().fireAll(100).build(), 0, minutes(30));

            assertThat(firing.instances()).hasSize(31);
            assertThat(firing.gaps()).isEmpty();
        }

        @Test
        void skipFiresOnlyWhatIsWithinTheThreshold() {
            Firing firing =
                    FiringPlan.of(everyMinute().misfire(MisfirePolicy.SKIP).build(), 0, minutes(30));

            assertThat(fireTimes(firing))
                    .containsExactly(minutes(25), minutes(26), minutes(27), minutes(28), minutes(29), minutes(30));
            assertThat(firing.gaps()).containsExactly(gap(firing, NOON, minutes(24), 25, GapReason.MISFIRE));
        }

        @Test
        void skipOfEverythingStillMovesTheCursor() {
            TaskDefinition hourly = aDefinition()
                    .misfire(MisfirePolicy.SKIP)
                    .misfireThreshold(MINUTE)
                    .dueAt(NOON)
                    .build();

            Firing firing = FiringPlan.of(hourly, 0, minutes(30));

            assertThat(firing.instances()).isEmpty();
            assertThat(firing.gaps()).containsExactly(gap(firing, NOON, NOON, 1, GapReason.MISFIRE));
            assertThat(firing.next()).isEqualTo(minutes(60));
        }
    }

    @Nested
    class Overlaps {

        @ParameterizedTest
        @EnumSource(OverlapPolicy.class)
        void aFireStartsAtOnceWhenNothingIsActive(OverlapPolicy policy) {
            Firing firing = FiringPlan.of(everyMinute().overlap(policy).build(), 0, NOON);

            assertThat(statuses(firing)).containsExactly(InstanceStatus.PENDING);
            assertThat(firing.gaps()).isEmpty();
            assertThat(firing.replacesActive()).isFalse();
        }

        @Test
        void allowFiresBesideWhatIsActive() {
            Firing firing = FiringPlan.of(everyMinute().build(), 5, minutes(1));

            assertThat(statuses(firing)).containsExactly(InstanceStatus.PENDING, InstanceStatus.PENDING);
        }

        @Test
        void forbidRecordsAGapWhileOneIsActive() {
            Firing firing =
                    FiringPlan.of(everyMinute().overlap(OverlapPolicy.FORBID).build(), 1, minutes(1));

            assertThat(firing.instances()).isEmpty();
            assertThat(firing.gaps()).containsExactly(gap(firing, NOON, minutes(1), 2, GapReason.OVERLAP));
            assertThat(firing.next()).isEqualTo(minutes(2));
        }

        @Test
        void forbidFiresOnlyTheFirstOfSeveral() {
            Firing firing =
                    FiringPlan.of(everyMinute().overlap(OverlapPolicy.FORBID).build(), 0, minutes(2));

            assertThat(fireTimes(firing)).containsExactly(NOON);
            assertThat(firing.gaps()).containsExactly(gap(firing, minutes(1), minutes(2), 2, GapReason.OVERLAP));
        }

        @Test
        void queueLetsTheFirstGoAndPutsTheOthersInLine() {
            Firing firing =
                    FiringPlan.of(everyMinute().overlap(OverlapPolicy.QUEUE).build(), 0, minutes(2));

            assertThat(firing.instances())
                    .extracting(
                            instance -> instance.start().status(),
                            instance -> instance.start().runAt())
                    .containsExactly(
                            tuple(InstanceStatus.PENDING, minutes(2)),
                            tuple(InstanceStatus.SCHEDULED, Start.ITS_TURN),
                            tuple(InstanceStatus.SCHEDULED, Start.ITS_TURN));
            assertThat(firing.instances()).allMatch(NewInstance::followed);
        }

        @Test
        void queuePutsAllInLineWhileOneIsActive() {
            Firing firing =
                    FiringPlan.of(everyMinute().overlap(OverlapPolicy.QUEUE).build(), 1, minutes(1));

            assertThat(statuses(firing)).containsExactly(InstanceStatus.SCHEDULED, InstanceStatus.SCHEDULED);
        }

        @Test
        void replaceFiresTheNewestInTurnAndAsksTheActiveToMakeWay() {
            Firing firing =
                    FiringPlan.of(everyMinute().overlap(OverlapPolicy.REPLACE).build(), 2, minutes(2));

            assertThat(fireTimes(firing)).containsExactly(minutes(2));
            assertThat(statuses(firing)).containsExactly(InstanceStatus.SCHEDULED);
            assertThat(firing.gaps()).containsExactly(gap(firing, NOON, minutes(1), 2, GapReason.OVERLAP));
            assertThat(firing.replacesActive()).isTrue();
        }

        @Test
        void aReplaceThatMisfiresLeavesTheActiveAlone() {
            TaskDefinition definition = aDefinition()
                    .misfire(MisfirePolicy.SKIP)
                    .overlap(OverlapPolicy.REPLACE)
                    .dueAt(NOON)
                    .build();

            Firing firing = FiringPlan.of(definition, 1, minutes(30));

            assertThat(firing.instances()).isEmpty();
            assertThat(firing.replacesActive()).isFalse();
        }
    }

    @Nested
    class Chains {

        private final DefinitionBuilder chain =
                aDefinition().fixedDelay(MINUTE).anchor(NOON).dueAt(NOON);

        @Test
        void aFixedDelayFiresOnceAndWaitsForTheEndOfItsInstance() {
            Firing firing = FiringPlan.of(chain.build(), 0, minutes(30));

            assertThat(fireTimes(firing)).containsExactly(NOON);
            assertThat(firing.gaps()).isEmpty();
            assertThat(firing.next()).isNull();
            assertThat(firing.instances().get(0).followed()).isTrue();
        }

        @Test
        void aFixedDelayThatIsSkippedGoesOnFromNow() {
            Firing firing = FiringPlan.of(chain.misfire(MisfirePolicy.SKIP).build(), 0, minutes(30));

            assertThat(firing.instances()).isEmpty();
            assertThat(firing.gaps()).containsExactly(gap(firing, NOON, NOON, 1, GapReason.MISFIRE));
            assertThat(firing.next()).isEqualTo(minutes(31));
        }

        @Test
        void aFixedDelayThatIsForbiddenGoesOnFromNow() {
            Firing firing = FiringPlan.of(chain.overlap(OverlapPolicy.FORBID).build(), 1, NOON.plusSeconds(1));

            assertThat(firing.gaps()).containsExactly(gap(firing, NOON, NOON, 1, GapReason.OVERLAP));
            assertThat(firing.next()).isEqualTo(minutes(1).plusSeconds(1));
        }

        @Test
        void aChainWhoseWindowIsOverEnds() {
            TaskDefinition definition =
                    chain.misfire(MisfirePolicy.SKIP).window(null, minutes(10)).build();

            assertThat(FiringPlan.of(definition, 0, minutes(30)).next()).isNull();
        }
    }

    @Nested
    class Ends {

        @Test
        void onceFiresOnceHoweverLate() {
            TaskDefinition definition = aDefinition().once(NOON).dueAt(NOON).build();

            Firing firing = FiringPlan.of(definition, 0, NOON.plus(Duration.ofDays(400)));

            assertThat(fireTimes(firing)).containsExactly(NOON);
            assertThat(firing.next()).isNull();
        }

        @Test
        void nothingFiresAtOrAfterTheEndOfTheWindow() {
            TaskDefinition definition = everyMinute().window(null, minutes(2)).build();

            Firing firing = FiringPlan.of(definition, 0, minutes(4));

            assertThat(fireTimes(firing)).containsExactly(NOON, minutes(1));
            assertThat(firing.next()).isNull();
        }
    }

    @Nested
    class ClockChanges {

        private static final Instant BEFORE = Instant.parse("2026-03-28T01:30:00Z");
        private static final Instant CHANGE = Instant.parse("2026-03-29T01:00:00Z");
        private static final Instant AFTER = Instant.parse("2026-03-30T00:30:00Z");

        /** 02:30 in Berlin, which does not exist on 2026-03-29. */
        private static DefinitionBuilder nightly() {
            return aDefinition().cron("0 30 2 * * ?").zone("Europe/Berlin").dueAt(BEFORE);
        }

        @Test
        void aSkippedLocalTimeIsRecordedWhenTheCursorPassesIt() {
            Firing firing = FiringPlan.of(nightly().skippingDstGaps().build(), 0, BEFORE);

            assertThat(fireTimes(firing)).containsExactly(BEFORE);
            assertThat(firing.gaps()).containsExactly(gap(firing, CHANGE, CHANGE, 1, GapReason.DST));
            assertThat(firing.next()).isEqualTo(AFTER);
        }

        @Test
        void aLocalTimeThatIsMadeUpForIsAFireLikeAnyOther() {
            Firing firing = FiringPlan.of(nightly().build(), 0, BEFORE);

            assertThat(firing.gaps()).isEmpty();
            assertThat(firing.next()).isEqualTo(CHANGE);
        }

        @Test
        void theDaysAfterTheChangeRecordNothingMore() {
            TaskDefinition definition = nightly().skippingDstGaps().dueAt(AFTER).build();

            assertThat(FiringPlan.of(definition, 0, AFTER).gaps()).isEmpty();
        }

        @Test
        void aClockChangeAfterTheEndOfTheWindowSkipsNothing() {
            TaskDefinition definition = nightly()
                    .skippingDstGaps()
                    .window(null, BEFORE.plus(Duration.ofHours(1)))
                    .build();

            Firing firing = FiringPlan.of(definition, 0, AFTER);

            assertThat(firing.gaps()).noneMatch(gap -> gap.reason() == GapReason.DST);
            assertThat(firing.next()).isNull();
        }

        @Test
        void aClockChangeBetweenTheLastFireAndTheEndOfTheWindowIsRecorded() {
            TaskDefinition definition = nightly()
                    .skippingDstGaps()
                    .window(null, CHANGE.plus(Duration.ofHours(1)))
                    .build();

            Firing firing = FiringPlan.of(definition, 0, BEFORE);

            assertThat(firing.gaps()).containsExactly(gap(firing, CHANGE, CHANGE, 1, GapReason.DST));
        }
    }

    @Nested
    class Passes {

        private static final DefinitionBuilder EVERY_SECOND = aDefinition()
                .every(Duration.ofSeconds(1))
                .anchor(NOON)
                .dueAt(NOON)
                .misfireThreshold(Duration.ofHours(10));

        @Test
        void onePassMakesNoMoreThanItsShareOfInstances() {
            Firing firing = FiringPlan.of(EVERY_SECOND.build(), 0, minutes(10));

            assertThat(firing.instances()).hasSize(FiringPlan.MOST_INSTANCES);
            assertThat(firing.next()).isEqualTo(NOON.plusSeconds(FiringPlan.MOST_INSTANCES));
        }

        @Test
        void onePassLooksAtNoMoreThanItsShareOfFireTimes() {
            TaskDefinition definition = aDefinition()
                    .every(Duration.ofSeconds(1))
                    .anchor(NOON)
                    .dueAt(NOON)
                    .build();

            Firing firing = FiringPlan.of(definition, 0, minutes(600));

            assertThat(firing.instances()).isEmpty();
            assertThat(firing.gaps())
                    .containsExactly(gap(
                            firing,
                            NOON,
                            NOON.plusSeconds(FiringPlan.MOST_DUE - 1),
                            FiringPlan.MOST_DUE,
                            GapReason.MISFIRE));
            assertThat(firing.next()).isEqualTo(NOON.plusSeconds(FiringPlan.MOST_DUE));
        }

        @Test
        void fireOnceFiresOnceAlthoughTheRestOfADowntimeIsWithinTheThreshold() {
            TaskDefinition definition = aDefinition()
                    .every(Duration.ofSeconds(1))
                    .anchor(NOON)
                    .dueAt(NOON)
                    .misfireThreshold(MINUTE)
                    .build();

            CatchUp catchUp = CatchUp.of(definition, NOON.plusSeconds(FiringPlan.MOST_DUE + 30));

            assertThat(catchUp.fireTimes()).containsExactly(NOON.plusSeconds(FiringPlan.MOST_DUE + 30));
        }
    }

    private static Instant minutes(int count) {
        return NOON.plus(MINUTE.multipliedBy(count));
    }

    private static FireGap gap(Firing firing, Instant from, Instant to, long fires, GapReason reason) {
        TaskDefinition definition = firing.definition();
        return new FireGap(definition.tenantId(), definition.id(), from, to, fires, reason);
    }

    private static List<Instant> fireTimes(Firing firing) {
        return firing.instances().stream()
                .map(instance -> Objects.requireNonNull(instance.origin().fireTime()))
                .toList();
    }

    private static List<InstanceStatus> statuses(Firing firing) {
        return firing.instances().stream()
                .map(instance -> instance.start().status())
                .toList();
    }
}
