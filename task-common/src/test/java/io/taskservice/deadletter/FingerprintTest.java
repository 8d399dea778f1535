package io.taskservice.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "Timed out after 3.2 s | Timed out after 17 s",
                "No such order 019a8f0e-1111-7000-8000-000000000001 | No such order 019a8f0e-2222-7000-8000-000000000002",
                "Column 'price' is null | Column 'vat' is null",
                "Refused by host-1:8080 | Refused by host-2:9090"
            })
    void isTheSameForFailuresThatDifferInNumbersIdsAndQuotedTexts(String one, String other) {
        assertThat(Fingerprint.of("h", "E", one)).isEqualTo(Fingerprint.of("h", "E", other));
    }

    @Test
    void differsByHandlerCodeAndWords() {
        String kind = Fingerprint.of("h", "E", "broken");

        assertThat(kind).matches("[0-9a-f]{16}");
        assertThat(Fingerprint.of("i", "E", "broken")).isNotEqualTo(kind);
        assertThat(Fingerprint.of("h", "F", "broken")).isNotEqualTo(kind);
        assertThat(Fingerprint.of("h", "E", "torn")).isNotEqualTo(kind);
        assertThat(Fingerprint.of("h", "E", null)).isNotEqualTo(kind);
    }

    @Test
    void looksAtTheStartOfALongMessageOnly() {
        String start = "word ".repeat(100);

        assertThat(Fingerprint.of("h", "E", start + "a stack")).isEqualTo(Fingerprint.of("h", "E", start + "another"));
    }
}
