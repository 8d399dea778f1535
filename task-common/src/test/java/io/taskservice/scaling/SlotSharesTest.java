package io.taskservice.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.identity.NodeId;
import io.taskservice.node.NodeState;
import io.taskservice.node.NodeWish;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotSharesTest {

    @Test
    void withoutAWishEachUsesAllItHas() {
        assertThat(shares(null, worker("a", 5), worker("b", 50))).containsExactly(5, 50);
    }

    @Test
    void whatIsWantedIsDividedEvenlyAndTheRestGoesToTheFirst() {
        assertThat(shares(10, worker("a", 50), worker("b", 50), worker("c", 50)))
                .containsExactly(4, 3, 3);
        assertThat(shares(2, worker("a", 50), worker("b", 50), worker("c", 50))).containsExactly(1, 1, 0);
        assertThat(shares(0, worker("a", 50), worker("b", 50))).containsExactly(0, 0);
    }

    @Test
    void aSmallNodeIsFilledAndTheOthersTakeWhatIsLeft() {
        assertThat(shares(20, worker("a", 2), worker("b", 50), worker("c", 50))).containsExactly(2, 9, 9);
        assertThat(shares(21, worker("a", 50), worker("b", 2), worker("c", 50))).containsExactly(10, 2, 9);
    }

    @Test
    void moreThanThereIsIsAllThereIs() {
        assertThat(shares(1000, worker("a", 5), worker("b", 7))).containsExactly(5, 7);
    }

    @Test
    void aNodeThatDrainsGetsNoneAndTheOthersItsShare() {
        Worker asked = new Worker(new NodeId("a"), 50, 0, NodeState.ALIVE, NodeWish.DRAIN);
        Worker stopping = new Worker(new NodeId("b"), 50, 0, NodeState.DRAINING, NodeWish.WORK);

        assertThat(shares(10, asked, stopping, worker("c", 50))).containsExactly(0, 0, 10);
        assertThat(shares(null, asked, stopping, worker("c", 50))).containsExactly(0, 0, 50);
    }

    @Test
    void everyNodeFindsTheSameSharesAndTheyAddUp() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            List<Worker> workers = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(12); i++) {
                workers.add(worker("n" + i, 1 + random.nextInt(60)));
            }
            OptionalInt wanted = OptionalInt.of(random.nextInt(400));
            int capacity = workers.stream().mapToInt(Worker::slots).sum();

            var shares = SlotShares.of(wanted, workers);
            Collections.shuffle(workers, random);

            assertThat(SlotShares.of(wanted, workers)).isEqualTo(shares);
            assertThat(shares.values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(Math.min(wanted.getAsInt(), capacity));
            assertThat(workers)
                    .allSatisfy(worker -> assertThat(shares.get(worker.id())).isBetween(0, worker.slots()));
            int largest = Collections.max(shares.values());
            assertThat(workers)
                    .allSatisfy(worker -> assertThat(shares.get(worker.id()))
                            .isGreaterThanOrEqualTo(Math.min(worker.slots(), largest - 1)));
        }
    }

    @Test
    void wantedNodesAreCountedByTheLargest() {
        assertThat(workforce(OptionalInt.of(101), worker("a", 50), worker("b", 10))
                        .wantedNodes())
                .isEqualTo(3);
        assertThat(workforce(OptionalInt.of(100), worker("a", 50)).wantedNodes())
                .isEqualTo(2);
        assertThat(workforce(OptionalInt.of(0), worker("a", 50)).wantedNodes()).isZero();
        assertThat(workforce(OptionalInt.of(7)).wantedNodes()).isEqualTo(1);
        assertThat(workforce(OptionalInt.of(0)).wantedNodes()).isZero();
        assertThat(workforce(OptionalInt.empty(), worker("a", 50), worker("b", 50))
                        .wantedNodes())
                .isEqualTo(2);
    }

    @Test
    void utilisationIsOfTheSlotsThatMayBeUsed() {
        Worker busy = new Worker(new NodeId("a"), 50, 4, NodeState.ALIVE, NodeWish.WORK);

        assertThat(workforce(OptionalInt.of(8), busy).utilisation()).isEqualTo(0.5);
        assertThat(workforce(OptionalInt.of(2), busy).utilisation()).isEqualTo(1);
        assertThat(workforce(OptionalInt.of(0), busy).utilisation()).isEqualTo(1);
        assertThat(workforce(OptionalInt.of(0), worker("a", 50)).utilisation()).isZero();
        assertThat(workforce(OptionalInt.empty()).utilisation()).isZero();
    }

    private static Workforce workforce(OptionalInt wanted, Worker... workers) {
        return new Workforce(List.of(workers), wanted, OptionalInt.empty());
    }

    private static List<Integer> shares(@org.jspecify.annotations.Nullable Integer wanted, Worker... workers) {
        OptionalInt slots = wanted == null ? OptionalInt.empty() : OptionalInt.of(wanted);
        return List.copyOf(SlotShares.of(slots, List.of(workers)).values());
    }

    private static Worker worker(String id, int slots) {
        return new Worker(new NodeId(id), slots, 0, NodeState.ALIVE, NodeWish.WORK);
    }
}
