package io.taskservice.lab.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.firing.GapReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random histories of one definition: right ones balance, and a single change is never missed. */
class FireAccountTest {

    private static final int ROUNDS = 2000;

    private final Random random = new Random(42);
    private final List<Instant> due = new ArrayList<>();
    private final List<Instant> fires = new ArrayList<>();
    private final List<GapFacts> gaps = new ArrayList<>();

    @Test
    void whatIsRightBalances() {
        for (int round = 0; round < ROUNDS; round++) {
            plant();

            assertThat(wrongs()).as("round " + round).isEmpty();
        }
    }

    @Test
    void aLostInstanceIsOneWrong() {
        for (int round = 0; round < ROUNDS; round++) {
            plant();
            if (!fires.isEmpty()) {
                Instant lost = fires.remove(random.nextInt(fires.size()));

                assertThat(wrongs()).containsExactly("an instance or a gap at " + lost + ": neither");
            }
        }
    }

    @Test
    void anInstanceTooManyIsOneWrong() {
        for (int round = 0; round < ROUNDS; round++) {
            plant();
            Instant never = due.get(random.nextInt(due.size())).plusMillis(1);
            fires.add(never);
            fires.sort(Comparator.naturalOrder());

            assertThat(wrongs()).containsExactly("no instance at " + never + ", which is not due: one");
        }
    }

    @Test
    void aGapTooManyIsAtLeastOneWrong() {
        for (int round = 0; round < ROUNDS; round++) {
            plant();
            Instant at = due.get(random.nextInt(due.size()));
            gaps.add(new GapFacts("z", at, at, 1, GapReason.MISFIRE));
            gaps.sort(Comparator.comparing(GapFacts::fromTime));

            assertThat(wrongs()).hasSize(1).allMatch(wrong -> wrong.startsWith("one instance or one gap at " + at));
        }
    }

    @Test
    void aGapThatMiscountsIsOneWrong() {
        for (int round = 0; round < ROUNDS; round++) {
            plant();
            if (!gaps.isEmpty()) {
                int which = random.nextInt(gaps.size());
                GapFacts gap = gaps.get(which);
                gaps.set(
                        which,
                        new GapFacts(gap.id(), gap.fromTime(), gap.toTime(), gap.fires() + 1, GapReason.OVERLAP));

                assertThat(wrongs()).hasSize(1).allMatch(wrong -> wrong.endsWith("one of " + (gap.fires() + 1)));
            }
        }
    }

    /** Due times at irregular distances, each in an instance or, with its neighbours, in a gap. */
    private void plant() {
        due.clear();
        fires.clear();
        gaps.clear();
        Instant at = Instant.EPOCH;
        int left = 1 + random.nextInt(12);
        while (left > 0) {
            int together = random.nextBoolean() ? 1 : Math.min(left, 1 + random.nextInt(4));
            boolean fired = together == 1 && random.nextBoolean();
            Instant from = at.plusMillis(2 + random.nextInt(100));
            for (int i = 0; i < together; i++) {
                at = i == 0 ? from : at.plusMillis(2 + random.nextInt(100));
                due.add(at);
            }
            if (fired) {
                fires.add(at);
            } else {
                gaps.add(new GapFacts("g" + left, from, at, together, GapReason.MISFIRE));
            }
            left -= together;
        }
    }

    private List<String> wrongs() {
        List<String> wrongs = new ArrayList<>();
        FireAccount account = new FireAccount(
                Instant.EPOCH,
                fires.iterator(),
                gaps.iterator(),
                instant -> false,
                (expected, found) -> wrongs.add(expected + ": " + found));
        assertThat(account.balance(due.iterator())).isEqualTo(due.size());
        return wrongs;
    }
}
