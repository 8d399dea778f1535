package io.taskservice.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParamsReaderTest {

    private final ParamsReader reader = new ParamsReader();

    record Transfer(String account, BigDecimal amount, int[] parts) {}

    @Test
    void readsWhatFitsToTheLastDigitAndPassesOverTheRest() {
        Transfer transfer =
                reader.read("{\"account\":\"a\",\"amount\":0.1234567890123456789012,\"more\":{}}", Transfer.class);

        assertThat(transfer.account()).isEqualTo("a");
        assertThat(transfer.amount()).isEqualTo(new BigDecimal("0.1234567890123456789012"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~   | nothing
            ~ ~  | blanks
            {}   | an empty object
            """)
    void noParamsAreAnEmptyObject(String params, String what) {
        assertThat(reader.read(params, Transfer.class).account()).as(what).isNull();
        assertThat(reader.tree(params).isObject()).as(what).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {                      | not JSON
            {"account":tru}        | not JSON
            {"parts":[1,}          | not JSON
            plain words            | not JSON
            {"amount":"a lot"}     | do not fit Transfer
            {"parts":{"a":1}}      | do not fit Transfer
            [1]                    | do not fit Transfer
            """)
    void saysWhatIsWrongWithTheRest(String params, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.read(params, Transfer.class))
                .withMessageContaining(words);
    }
}
