package io.taskservice.api.oidc;

import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The issuer whose tokens are accepted beside API keys.
 *
 * @param issuer its name, exactly as the tokens have it in iss; empty: only API keys are accepted
 * @param audience what the tokens must name in aud
 * @param jwksUri where the issuer's public keys are, http or https; they come from nowhere else
 * @param tenantClaim the claim that names the tenant
 * @param roleClaim the claim that names the role: viewer, operator, editor, owner or platform-admin
 */
@ConfigurationProperties("app.task.security.oidc")
public record OidcSettings(
        @DefaultValue("") String issuer,
        @DefaultValue("") String audience,
        @DefaultValue("") String jwksUri,
        @DefaultValue("tenant") String tenantClaim,
        @DefaultValue("role") String roleClaim) {

    private static final String PREFIX = "app.task.security.oidc.";

    /** Half a configuration is refused: what is missing would be a check that is not made. */
    public OidcSettings {
        if (issuer.isBlank()) {
            requireNone("audience", audience);
            requireNone("jwks-uri", jwksUri);
        } else {
            require("audience", audience);
            require("jwks-uri", jwksUri);
            require("tenant-claim", tenantClaim);
            require("role-claim", roleClaim);
            requireWeb(jwksUri);
        }
    }

    boolean isOn() {
        return !issuer.isBlank();
    }

    private static void require(String key, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(PREFIX + key + " is missing, though " + PREFIX + "issuer is set");
        }
    }

    private static void requireNone(String key, String value) {
        if (!value.isBlank()) {
            throw new IllegalArgumentException(PREFIX + "issuer is missing, though " + PREFIX + key + " is set");
        }
    }

    private static void requireWeb(String uri) {
        URI parsed = URI.create(uri);
        boolean isWeb = Set.of("http", "https")
                .contains(Objects.requireNonNullElse(parsed.getScheme(), "").toLowerCase(java.util.Locale.ROOT));
        if (!isWeb || parsed.getHost() == null) {
            throw new IllegalArgumentException(
                    PREFIX + "jwks-uri is '" + uri + "', which is not an address that starts with https:// or http://");
        }
    }
}
