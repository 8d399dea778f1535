package io.taskservice.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    @ParameterizedTest
    @CsvSource({
        "1, 1000",
        "2, 2000",
        "3, 4000",
        "9, 256000",
        "10, 300000",
        "11, 300000",
        "63, 300000",
        "64, 300000",
        "1000, 300000",
        "2147483647, 300000"
    })
    void theWaitIsSpreadFromAMillisecondToABoundThatDoublesUpToTheMaximum(int retry, long bound) {
        Random random = new Random(7);
        long[] waits = IntStream.range(0, 5000)
                .mapToLong(i -> BACKOFF.before(retry, random).toMillis())
                .toArray();

        assertThat(Arrays.stream(waits).boxed()).allMatch(wait -> wait >= 1 && wait <= bound);
        assertThat(Arrays.stream(waits).average().orElseThrow()).isBetween(bound * 0.45, bound * 0.55);
        assertThat(Arrays.stream(waits).max().orElseThrow()).isGreaterThan(bound * 9 / 10);
    }

    @Test
    void aWaitIsAtLeastAMillisecond() {
        Backoff none = new Backoff(Duration.ZERO, Duration.ZERO);

        assertThat(none.before(1, new Random(1))).isEqualTo(Duration.ofMillis(1));
        assertThat(none.before(99, new Random(1))).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void aMaximumBelowTheInitialWaitBoundsThatToo() {
        Backoff capped = new Backoff(Duration.ofHours(1), Duration.ofSeconds(1));

        assertThat(IntStream.range(0, 1000).mapToObj(i -> capped.before(1, new Random(i))))
                .allMatch(wait -> wait.compareTo(Duration.ofSeconds(1)) <= 0);
    }

    @Test
    void hugeWaitsDoNotOverflow() {
        Backoff huge = new Backoff(Duration.ofDays(36_525), Duration.ofDays(36_525));

        assertThat(IntStream.rangeClosed(1, 200).mapToObj(retry -> huge.before(retry, new Random(retry))))
                .allMatch(wait -> wait.toMillis() >= 1 && wait.compareTo(Duration.ofDays(36_525)) <= 0);
    }
}
