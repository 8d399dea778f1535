package io.taskservice.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.taskservice.identity.TenantId;
import io.taskservice.instance.FairTurns.Share;
import io.taskservice.queue.Lane;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairTurnsTest {

    private final FairTurns turns = new FairTurns();
    private final Map<String, Integer> got = new HashMap<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 50, 1000})
    void slotsGoByWeightHoweverManyAreFreeAtOnce(int slots) {
        List<Lane> lanes = List.of(lane("a", 100), lane("b", 300), lane("c", 1));

        for (int given = 0; given < 40_100; given += slots) {
            pass(lanes, slots);
        }

        assertThat(got.get("a")).isCloseTo(10_000, within(300));
        assertThat(got.get("b")).isCloseTo(30_000, within(800));
        assertThat(got.get("c")).isCloseTo(100, within(5));
    }

    @Test
    void aPassGivesOutExactlyWhatIsFree() {
        List<Lane> lanes =
                IntStream.range(0, 7).mapToObj(i -> lane("t" + i, 1 + i * 37)).toList();

        for (int slots = 1; slots < 100; slots++) {
            assertThat(turns.divide(lanes, slots).stream()
                            .mapToInt(Share::slots)
                            .sum())
                    .isEqualTo(slots);
        }
        assertThat(turns.divide(List.of(), 5)).isEmpty();
    }

    @Test
    void everyOneOfAThousandHasItsTurn() {
        List<Lane> lanes =
                IntStream.range(0, 1000).mapToObj(i -> lane("t" + i, 100)).toList();

        for (int i = 0; i < 20; i++) {
            pass(lanes, 50);
        }

        assertThat(got)
                .hasSize(1000)
                .allSatisfy((tenant, slots) -> assertThat(slots).isEqualTo(1));
    }

    @Test
    void oneThatComesBackHasSavedUpNothing() {
        Lane a = lane("a", 100);
        Lane b = lane("b", 100);
        pass(List.of(a, b), 2);
        for (int i = 0; i < 1000; i++) {
            pass(List.of(a), 1);
        }
        got.clear();

        for (int i = 0; i < 100; i++) {
            pass(List.of(a, b), 1);
        }

        assertThat(got.get("b")).isCloseTo(50, within(1));
    }

    @Test
    void oneThatWorkedAloneOwesNothing() {
        Lane a = lane("a", 1);
        Lane b = lane("b", 100);
        pass(List.of(a), 50);
        got.clear();

        for (int i = 0; i < 202; i++) {
            pass(List.of(a, b), 1);
        }
        assertThat(got.get("a")).isCloseTo(2, within(1));
    }

    @Test
    void oneThatHasNothingToGiveIsNotAskedFirstForEver() {
        Lane empty = lane("a", 100);
        Lane full = lane("b", 100);

        for (int i = 0; i < 10; i++) {
            Share first = turns.divide(List.of(empty, full), 1).get(0);
            turns.served(first.lane(), first.lane().equals(empty) ? 0 : 1);
            got.merge(first.lane().tenantId().value(), 1, Integer::sum);
        }

        assertThat(got).containsEntry("a", 5).containsEntry("b", 5);
    }

    private void pass(List<Lane> lanes, int slots) {
        for (Share share : turns.divide(lanes, slots)) {
            turns.served(share.lane(), share.slots());
            got.merge(share.lane().tenantId().value(), share.slots(), Integer::sum);
        }
    }

    private static Lane lane(String tenant, int weight) {
        return new Lane(new TenantId(tenant), "default", weight, 0, 0);
    }
}
