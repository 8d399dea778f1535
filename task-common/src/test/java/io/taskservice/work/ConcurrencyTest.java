package io.taskservice.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyTest {

    @Test
    void aPlainKeyIsTheKey() {
        assertThat(new Concurrency("billing", 2).resolvedIn("{}")).isEqualTo(new Concurrency("billing", 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "/customer/id | {\"customer\":{\"id\":\"c-7\"}} | c-7",
                "/customer/id | {\"customer\":{\"id\":7}} | 7",
                "/list/0 | {\"list\":[true]} | true"
            })
    void aPointerFindsTheKeyInTheParams(String pointer, String params, String key) {
        assertThat(new Concurrency(pointer, 2).resolvedIn(params)).isEqualTo(new Concurrency(key, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "/customer | {}",
                "/customer | {\"customer\":{}}",
                "/customer | {\"customer\":null}",
                "/customer | {\"customer\":\"\"}",
                "/customer | not JSON",
                "/~ | {}"
            })
    void aPointerThatFindsNoKeyLeavesTheLimitWithoutOne(String pointer, String params) {
        assertThat(new Concurrency(pointer, 2).resolvedIn(params)).isEqualTo(new Concurrency(null, 2));
    }
}
