package io.taskservice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MutableClockTest {

    @Test
    void movesOnlyWhenTold() {
        MutableClock clock = MutableClock.at("2026-03-29T00:59:59Z");

        assertThat(clock.advance(Duration.ofSeconds(2))).isEqualTo(clock.instant());
        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-03-29T01:00:01Z"));
        clock.set(Instant.EPOCH);
        assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
    }
}
