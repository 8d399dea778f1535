package io.taskservice.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class BatchesTest {

    @Test
    void cutByNumber() {
        assertThat(Batches.of(Collections.nCopies(1100, "x"), String::length))
                .extracting(List::size)
                .containsExactly(500, 500, 100);
    }

    @Test
    void cutByLength() {
        assertThat(Batches.of(Collections.nCopies(5, "x".repeat(200_000)), String::length))
                .extracting(List::size)
                .containsExactly(2, 2, 1);
    }

    @Test
    void oneThatIsTooLongByItselfGoesAlone() {
        assertThat(Batches.of(List.of("a", "x".repeat(2_000_000), "b"), String::length))
                .extracting(List::size)
                .containsExactly(1, 1, 1);
    }

    @Test
    void nothingIsNoBatch() {
        assertThat(Batches.of(List.<String>of(), String::length)).isEmpty();
    }

    @Test
    void aQueueKeepsWhatDoesNotFit() {
        Queue<String> queue = new ArrayDeque<>(Collections.nCopies(3, "x".repeat(200_000)));

        assertThat(Batches.take(queue, String::length)).hasSize(2);
        assertThat(queue).hasSize(1);
        assertThat(Batches.take(queue, String::length)).hasSize(1);
        assertThat(Batches.take(queue, String::length)).isEmpty();
    }
}
