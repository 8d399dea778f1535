package io.taskservice.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RetriesTest {

    @Test
    void coverEveryCodeUnlessTheySayOtherwise() {
        assertThat(Retries.upTo(3).cover("ANY")).isTrue();
    }

    @Test
    void coverOnlyTheCodesTheyName() {
        Retries some = new Retries(3, Backoff.DEFAULT, Set.of("BUSY"), Set.of());

        assertThat(some.cover("BUSY")).isTrue();
        assertThat(some.cover("BROKEN")).isFalse();
    }

    @Test
    void neverCoverTheCodesTheyRuleOut() {
        Retries some = new Retries(3, Backoff.DEFAULT, Set.of("BUSY", "BROKEN"), Set.of("BROKEN"));

        assertThat(some.cover("BUSY")).isTrue();
        assertThat(some.cover("BROKEN")).isFalse();
    }
}
