package io.taskservice.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    private final String key = KeyText.generate(new SecureRandom());

    @Test
    void aKeyHasItsFormAndItsOwnKeyId() {
        assertThat(key).matches("tsk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");
        assertThat(KeyText.keyId(key)).isEqualTo(key.substring(4, 16));
        assertThat(KeyText.keyIds(key)).startsWith(KeyText.keyId(key));
        assertThat(KeyText.generate(new SecureRandom())).isNotEqualTo(key);
    }

    @Test
    void aMistypedKeyIsFoundOutWithoutTheDatabase() {
        char last = key.charAt(key.length() - 1);
        String mistyped = key.substring(0, key.length() - 1) + (last == 'a' ? 'b' : 'a');

        assertThat(KeyText.keyIds(mistyped)).doesNotContain(KeyText.keyId(key));
    }

    @Test
    void aKeyFromOutsideHasAKeyIdThatFitsItsColumn() {
        assertThat(KeyText.outsideKeyId("any text")).matches("env_[0-9a-f]{12}");
        assertThat(KeyText.keyIds("short")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "0123456789012345678901234567890",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "changeme-changeme-changeme-0123456789",
                "ThisIsTheDefaultKey-0123456789-abcdef",
                "0123456789 0123456789 0123456789 abcdef"
            })
    void aGuessableKeyFromOutsideIsRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> OutsideKey.require(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TASK_ADMIN_API_KEY")
                .hasMessageNotContaining(text);
    }
}
