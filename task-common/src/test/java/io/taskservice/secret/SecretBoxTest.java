package io.taskservice.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.identity.TenantId;
import io.taskservice.testkit.TestSecrets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretBoxTest {

    private static final TenantId TENANT = new TenantId("a");
    private static final String VALUE = "välue \uD83D\uDD11";

    private final SecretBox box = TestSecrets.box();

    @Test
    void opensWhatItHasSealedThroughTheTextFormToo() {
        Sealed sealed = box.seal(TENANT, "name", VALUE);

        assertThat(box.open(TENANT, "name", sealed)).isEqualTo(VALUE);
        assertThat(box.open(TENANT, "name", Sealed.parse(sealed.text()))).isEqualTo(VALUE);
        assertThat(Sealed.isText(sealed.text())).isTrue();
    }

    @Test
    void sealsEqualValuesDifferently() {
        assertThat(box.seal(TENANT, "name", VALUE).text())
                .isNotEqualTo(box.seal(TENANT, "name", VALUE).text());
    }

    @Test
    void opensNothingThatBelongsToAnotherTenantOrName() {
        Sealed sealed = box.seal(TENANT, "name", VALUE);

        assertThatThrownBy(() -> box.open(new TenantId("b"), "name", sealed))
                .isInstanceOf(UnreadableSecretException.class);
        assertThatThrownBy(() -> box.open(TENANT, "other", sealed)).isInstanceOf(UnreadableSecretException.class);
    }

    @Test
    void opensNothingThatWasChanged() {
        Sealed sealed = box.seal(TENANT, "name", VALUE);
        byte[] changed = sealed.ciphertext();
        changed[0] ^= 1;

        assertThatThrownBy(() -> box.open(TENANT, "name", new Sealed(sealed.keyId(), sealed.nonce(), changed)))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageNotContaining(VALUE);
    }

    @Test
    void opensWhatAPreviousKeyHasSealedAndNothingOfAnUnknownOne() {
        String first = TestSecrets.newKey();
        Sealed sealed = TestSecrets.box(first).seal(TENANT, "name", VALUE);
        String second = TestSecrets.newKey();

        SecretBox rotated = TestSecrets.box(second, first);

        assertThat(rotated.open(TENANT, "name", sealed)).isEqualTo(VALUE);
        assertThat(rotated.seal(TENANT, "name", VALUE).keyId()).isNotEqualTo(sealed.keyId());
        assertThatThrownBy(() -> TestSecrets.box(second).open(TENANT, "name", sealed))
                .isInstanceOf(UnreadableSecretException.class)
                .hasMessageContaining(sealed.keyId());
    }

    @ParameterizedTest
    @MethodSource
    void refusesAKeyThatIsMissingShortOrKnownAndSaysHowToMakeOne(String key) {
        assertThatThrownBy(() -> SecretBox.of(new SecretSettings(key, List.of())))
                .isInstanceOf(UnusableKeyException.class)
                .hasMessageStartingWith("app.task.secrets.key (TASK_SECRETS_KEY) is ")
                .hasMessageEndingWith("make a key with: openssl rand -base64 32")
                .satisfies(e -> {
                    if (!key.isBlank()) {
                        assertThat(e.getMessage()).doesNotContain(key);
                    }
                });
    }

    static Stream<String> refusesAKeyThatIsMissingShortOrKnownAndSaysHowToMakeOne() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0x5a);
        return Stream.of(
                "",
                "  ",
                "not base64 at all!",
                Base64.getEncoder().encodeToString(new byte[32]),
                Base64.getEncoder().encodeToString(ones),
                Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, 4}),
                TestSecrets.newKey().substring(0, 40),
                "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    }

    @Test
    void refusesAPreviousKeyTooAndNamesIt() {
        assertThatThrownBy(() -> TestSecrets.box(TestSecrets.newKey(), TestSecrets.newKey(), "short"))
                .hasMessageStartingWith("app.task.secrets.previous-keys[1] is ");
    }

    @Test
    void nothingPrintsAKey() {
        String key = TestSecrets.newKey();

        assertThat(new SecretSettings(key, List.of(key)).toString()).doesNotContain(key);
        assertThat(MasterKey.parse("x", key).toString()).doesNotContain(key);
    }
}
