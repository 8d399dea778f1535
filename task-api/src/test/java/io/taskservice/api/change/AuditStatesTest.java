package io.taskservice.api.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.api.web.StrictJson;
import io.taskservice.audit.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditStatesTest {

    private final AuditStates states = new AuditStates(StrictJson.mapper());

    @Test
    void keepsOnlyWhatDiffers() {
        AuditEntry.States written = states.of(Map.of("a", 1, "b", "x"), Map.of("a", 1, "b", "y", "c", 3));

        assertThat(written.before()).isEqualTo("{\"b\":\"x\"}");
        assertThat(written.after()).contains("\"b\":\"y\"").contains("\"c\":3").doesNotContain("\"a\"");
    }

    @Test
    void masksParamsSecretsAndAllOfAUrlButItsOrigin() {
        String written = states.of(
                        null,
                        Map.of(
                                "taskParams", "{\"password\":\"canary\"}",
                                "deep", List.of(Map.of("secret", "canary", "token", "canary", "key", "canary")),
                                "url", "https://user:canary@host.example:8443/canary?x=canary",
                                "callbackUrl", "nonsense canary"))
                .after();

        assertThat(written)
                .doesNotContain("canary")
                .contains("https://host.example:8443/***")
                .contains("21 characters, sha256 ");
    }

    @Test
    void tellsParamsThatDifferApart() {
        AuditEntry.States written = states.of(Map.of("taskParams", "one"), Map.of("taskParams", "two"));

        assertThat(written.before()).isNotEqualTo(written.after());
    }

    @Test
    void cutsWhatIsTooLongAndLeavesItJson() {
        String written = states.of(null, Map.of("text", "ü\"".repeat(4000))).after();

        assertThat(String.valueOf(written).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(8192);
        assertThat(StrictJson.mapper().readTree(written).get("truncated").asBoolean())
                .isTrue();
    }

    @Test
    void ofNothingItKeepsNothing() {
        assertThat(states.of(null, null)).isEqualTo(AuditEntry.States.NONE);
    }
}
