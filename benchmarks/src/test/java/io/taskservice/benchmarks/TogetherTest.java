package io.taskservice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.benchmarks.child.Result;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TogetherTest {

    @Test
    void addsWhatTheProcessesUsedAndKeepsWhatIsTheServers() {
        Result together = Together.of(List.of(ran(1.0, 0, 2), ran(0.5, 1)), 3);

        assertThat(together.figures()).containsEntry("processCpuMs", 1.5).containsEntry("statements", 2.0);
    }

    @Test
    void refusesATaskThatRanInBoth() {
        assertThatThrownBy(() -> Together.of(List.of(ran(1, 0, 1), ran(1, 1, 2)), 3))
                .isInstanceOf(MeasurementFailedException.class)
                .hasMessageContaining("1 of them more than once");
    }

    @Test
    void refusesATaskThatRanInNone() {
        assertThatThrownBy(() -> Together.of(List.of(ran(1, 0), ran(1, 1)), 3))
                .isInstanceOf(MeasurementFailedException.class)
                .hasMessageContaining("Of 3 tasks 2 ran");
    }

    @Test
    void isOverTheCapWhenOneIs() {
        assertThat(Together.of(List.of(ran(1, 0, 1, 2), Result.OVER_CAP), 3).overCap())
                .isTrue();
    }

    private static Result ran(double cpu, int... tasks) {
        BitSet bits = new BitSet();
        IntStream.of(tasks).forEach(bits::set);
        return new Result(
                Map.of("processCpuMs", cpu, "statements", 2.0),
                Base64.getEncoder().encodeToString(bits.toByteArray()),
                0,
                false);
    }
}
