package io.taskservice.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.testkit.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a node does with a source of tokens, and without. */
class SharedRatesTest {

    @Test
    void withoutASourceANodeKeepsTheRateByItself() {
        SharedRates rates = new SharedRates(RateSource.NONE);

        int granted = 0;
        long start = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            granted += rates.take("r", 100, 1).granted();
        }
        double seconds = (System.nanoTime() - start) / 1e9;

        assertThat(granted).isBetween(100, 101 + (int) (seconds * 100));
        assertThat(rates.take("other", 100, 1).granted()).isEqualTo(1);
    }

    @Test
    void whatIsNotGrantedComesAfterTheWait() {
        SharedRates rates = new SharedRates((name, perSecond, wanted) -> OptionalInt.of(0));

        assertThat(rates.take("r", 4, 1)).isEqualTo(new SharedRates.Grant(0, Duration.ofMillis(250)));
        assertThat(rates.take("r", 4, 3)).isEqualTo(new SharedRates.Grant(0, Duration.ofMillis(750)));
    }

    @Test
    void tokensAreFetchedAheadSoThatNotEveryTaskAsks() {
        List<Integer> asked = new ArrayList<>();
        SharedRates rates = new SharedRates((name, perSecond, wanted) -> {
            asked.add(wanted);
            return OptionalInt.of(wanted);
        });

        for (int i = 0; i < 60; i++) {
            assertThat(rates.take("r", 1000, 1).granted()).isEqualTo(1);
        }

        assertThat(asked).containsExactly(50, 50);
    }

    @Test
    void whatIsGivenBackIsGrantedAgain() {
        SharedRates rates = new SharedRates((name, perSecond, wanted) -> OptionalInt.of(0));

        rates.giveBack("r", 3);

        assertThat(rates.take("r", 10, 5).granted()).isEqualTo(3);
        assertThat(rates.take("r", 10, 5).granted()).isZero();
    }

    @Test
    void threadsTogetherGetNoMoreThanTheSourceGave() {
        AtomicInteger left = new AtomicInteger(1000);
        SharedRates rates = new SharedRates((name, perSecond, wanted) -> {
            int before = left.getAndUpdate(now -> now - Math.min(now, wanted));
            return OptionalInt.of(Math.min(before, wanted));
        });

        List<Integer> granted = Together.call(8, thread -> {
            int mine = 0;
            for (int i = 0; i < 500; i++) {
                mine += rates.take("r", 100, 1).granted();
            }
            return mine;
        });

        assertThat(granted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1000);
    }
}
