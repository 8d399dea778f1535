package io.taskservice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final RateLimit TEN_A_SECOND = new RateLimit(10, Duration.ofSeconds(1), 4);

    @Test
    void isFullBeforeAnybodyHasTakenFromIt() {
        assertThat(TEN_A_SECOND.tokensAt(NOW, 0, null)).isEqualTo(4);
    }

    @Test
    void gainsEvenlyUpToItsSize() {
        assertThat(TEN_A_SECOND.tokensAt(NOW, 1, NOW.minusMillis(150))).isEqualTo(2.5);
        assertThat(TEN_A_SECOND.tokensAt(NOW, 1, NOW.minusSeconds(9))).isEqualTo(4);
    }

    @Test
    void losesNothingToAClockThatGoesBack() {
        assertThat(TEN_A_SECOND.tokensAt(NOW, 1, NOW.plusSeconds(9))).isEqualTo(1);
    }

    @Test
    void tellsWhenTheNextTokenIsWhole() {
        assertThat(TEN_A_SECOND.untilNext(0.5)).isEqualTo(Duration.ofMillis(50));
        assertThat(TEN_A_SECOND.untilNext(1)).isEqualTo(Duration.ZERO);
        assertThat(new RateLimit(1, Duration.ofHours(1), 1).untilNext(0)).isEqualTo(Duration.ofHours(1));
    }
}
