package io.taskservice.api.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S,0 ms",
        "PT9.999S,9999 ms",
        "PT10S,10 s",
        "PT119S,119 s",
        "PT2M,2 min",
        "PT59M59S,59 min",
        "PT1H,1 h 0 min",
        "PT25H30M,25 h 30 min",
        "P2D,2 days",
        "P400D,400 days"
    })
    void lengthsHaveTwoUnitsAtMost(Duration length, String words) {
        assertThat(Words.length(length)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0,0 slots", "1,1 slot", "2,2 slots"})
    void nounsFollowTheirNumber(long number, String words) {
        assertThat(Words.count(number, "slot")).isEqualTo(words);
    }
}
