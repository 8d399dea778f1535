package io.taskservice.api.oidc;

import com.nimbusds.jose.RemoteKeySourceException;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.identity.TenantId;
import io.taskservice.tenant.Credential;
import io.taskservice.tenant.KeyGrant;
import io.taskservice.tenant.KeyRole;
import io.taskservice.tenant.Tenant;
import io.taskservice.tenant.TenantRepository;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/** Makes credentials of an issuer's tokens: who they are about, for which tenant, with which role. */
public final class Tokens {

    /** Begins the name of whoever acts with a token, so that it is never taken for a key's id. */
    static final String ACTOR = "oidc:";

    private static final int LONGEST_ACTOR = 100;
    private static final String RETRY_AFTER_SECONDS = "10";

    private final OidcSettings settings;
    private final @Nullable JwtDecoder decoder;
    private final TenantRepository tenants;

    Tokens(OidcSettings settings, @Nullable JwtDecoder decoder, TenantRepository tenants) {
        this.settings = settings;
        this.decoder = decoder;
        this.tenants = tenants;
    }

    /** Whether a bearer's text is to be read as a token: it has two dots, and there is an issuer. */
    public boolean accepts(String text) {
        return decoder != null
                && !text.startsWith("tsk_")
                && text.chars().filter(c -> c == '.').count() == 2;
    }

    /** What a token proves; refuses one that proves nothing. */
    public Credential read(String token) {
        Jwt jwt = decode(token);
        Tenant tenant = tenantOf(jwt);
        return new Credential(
                actor(jwt),
                tenant.id(),
                KeyGrant.of(roleOf(jwt)),
                tenant.status(),
                Objects.requireNonNull(jwt.getExpiresAt()).plus(TokenDecoder.SKEW));
    }

    private Jwt decode(String token) {
        try {
            return Objects.requireNonNull(decoder).decode(token);
        } catch (JwtValidationException e) {
            throw refused(
                    ErrorCode.INVALID_TOKEN,
                    "The token is refused: "
                            + e.getErrors().stream()
                                    .map(OAuth2Error::getDescription)
                                    .distinct()
                                    .collect(Collectors.joining("; ")));
        } catch (JwtException e) {
            throw isUnreachable(e)
                    ? unreachable()
                    : refused(
                            ErrorCode.INVALID_TOKEN,
                            "The token is refused: it is not signed by a key of the issuer, with RS256, PS256 or"
                                    + " ES256");
        }
    }

    private static boolean isUnreachable(JwtException e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RemoteKeySourceException) {
                return true;
            }
        }
        return false;
    }

    private static ApiException unreachable() {
        return new ApiException(
                        ErrorCode.SERVICE_UNAVAILABLE,
                        "The keys of the tokens' issuer cannot be fetched; try again later")
                .with(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    /** Nobody speaks for the platform's own tenant. */
    private Tenant tenantOf(Jwt jwt) {
        return text(jwt, settings.tenantClaim())
                .flatMap(TenantId::parse)
                .filter(id -> !id.equals(TenantId.SYSTEM))
                .flatMap(tenants::find)
                .orElseThrow(() -> refused(
                        ErrorCode.UNKNOWN_TENANT,
                        "The token's claim " + settings.tenantClaim() + " names no tenant that there is"));
    }

    private KeyRole roleOf(Jwt jwt) {
        return text(jwt, settings.roleClaim())
                .flatMap(claimed -> Arrays.stream(KeyRole.values())
                        .filter(role -> nameOf(role).equals(claimed))
                        .findFirst())
                .orElseThrow(() -> refused(
                        ErrorCode.UNKNOWN_ROLE,
                        "The token's claim " + settings.roleClaim() + " names no role; there are "
                                + Arrays.stream(KeyRole.values())
                                        .map(Tokens::nameOf)
                                        .collect(Collectors.joining(", "))));
    }

    private static String nameOf(KeyRole role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String actor(Jwt jwt) {
        String subject = text(jwt, "sub")
                .filter(sub -> !sub.isBlank())
                .orElseThrow(() -> refused(ErrorCode.INVALID_TOKEN, "The token is refused: it has no sub"));
        String actor = ACTOR + subject.replaceAll("\\p{Cntrl}", "?");
        return actor.length() <= LONGEST_ACTOR ? actor : actor.substring(0, LONGEST_ACTOR);
    }

    private static Optional<String> text(Jwt jwt, String claim) {
        return jwt.getClaims().get(claim) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static ApiException refused(ErrorCode code, String message) {
        return new ApiException(code, message)
                .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"task-service\", error=\"invalid_token\"");
    }
}
