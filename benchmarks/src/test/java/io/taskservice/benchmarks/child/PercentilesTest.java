package io.taskservice.benchmarks.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void areTheLeastValuesThatSoManyDoNotExceed() {
        long[] hundred = LongStream.rangeClosed(1, 100).toArray();

        assertThat(Percentiles.of(hundred, 1)).isEqualTo(new Percentiles(50, 95, 99, 100));
    }

    @Test
    void ofOneValueAreThatValue() {
        assertThat(Percentiles.of(new long[] {3_000}, 1_000)).isEqualTo(new Percentiles(3, 3, 3, 3));
    }
}
