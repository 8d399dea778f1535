package io.taskservice.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    @Test
    void findsWhatWasMeant() {
        assertThat(Nearest.to("ecoh", List.of("sleep", "echo", "ecco"), 3)).containsExactly("ecco", "echo");
        assertThat(Nearest.to("MAXATTEMPTS", List.of("maxAttempts"), 1)).containsExactly("maxAttempts");
        assertThat(Nearest.suggestion("statuss", List.of("status", "handler"))).isEqualTo("; did you mean status?");
    }

    @Test
    void saysNothingWhenNothingIsNear() {
        assertThat(Nearest.to("billing", List.of("echo", "sleep"), 3)).isEmpty();
        assertThat(Nearest.suggestion("x".repeat(100_000), List.of("x"))).isEmpty();
    }

    @Test
    void measuresEditDistance() {
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("same", "same")).isZero();
    }
}
