package io.taskservice.api.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OidcSettingsTest {

    private static final String PREFIX = "app.task.security.oidc.";

    @Test
    void isOffByDefault() {
        OidcSettings settings = bound(Map.of());

        assertThat(settings).isEqualTo(new OidcSettings("", "", "", "tenant", "role"));
        assertThat(settings.isOn()).isFalse();
    }

    @Test
    void takesEveryKey() {
        OidcSettings settings = bound(Map.of(
                PREFIX + "issuer", "https://id.example",
                PREFIX + "audience", "tasks",
                PREFIX + "jwks-uri", "https://id.example/keys",
                PREFIX + "tenant-claim", "org",
                PREFIX + "role-claim", "job"));

        assertThat(settings)
                .isEqualTo(new OidcSettings("https://id.example", "tasks", "https://id.example/keys", "org", "job"));
        assertThat(settings.isOn()).isTrue();
    }

    @Test
    void halfAConfigurationIsRefusedWithTheKeyThatIsMissing() {
        assertRefused("audience is missing", "i", "", "https://x/keys");
        assertRefused("jwks-uri is missing", "i", "a", "");
        assertRefused("issuer is missing", "", "a", "");
        assertRefused("issuer is missing", "", "", "https://x/keys");
        assertRefused("jwks-uri is 'file:///etc/keys'", "i", "a", "file:///etc/keys");
        assertRefused("jwks-uri is 'keys'", "i", "a", "keys");
    }

    private static void assertRefused(String why, String issuer, String audience, String jwksUri) {
        assertThatThrownBy(() -> bound(
                        Map.of(PREFIX + "issuer", issuer, PREFIX + "audience", audience, PREFIX + "jwks-uri", jwksUri)))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining(PREFIX + why);
    }

    private static OidcSettings bound(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("app.task.security.oidc", OidcSettings.class);
    }
}
