package io.taskservice.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.taskservice.api.Answer;
import io.taskservice.api.ApiClient;
import io.taskservice.api.ApiTest;
import io.taskservice.tenant.KeyGrant;
import io.taskservice.tenant.KeyRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tokens of an issuer; it comes to life only when the server has started, which therefore did without it. */
@DirtiesContext
class OidcIT extends ApiTest {

    private static final String ISSUER = "https://id.example/realm";
    private static final String AUDIENCE = "task-service";
    private static final int PORT = freePort();
    private static final String JWKS_URI = "http://127.0.0.1:" + PORT + "/keys";
    private static final AtomicInteger LURED = new AtomicInteger();

    private static final RSAKey RSA = rsa("rsa-1");
    private static final ECKey EC = ec("ec-1");
    private static final RSAKey FOREIGN = rsa("foreign");

    private static @Nullable HttpServer issuer;

    @Autowired
    private CallerCheck check;

    @DynamicPropertySource
    static void oidc(DynamicPropertyRegistry properties) {
        properties.add("app.task.security.oidc.issuer", () -> ISSUER);
        properties.add("app.task.security.oidc.audience", () -> AUDIENCE);
        properties.add("app.task.security.oidc.jwks-uri", () -> JWKS_URI);
    }

    @BeforeEach
    void issuerIsThere() throws IOException {
        if (issuer != null) {
            return;
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), 0);
        byte[] keys = new JWKSet(List.of(RSA, EC)).toString(true).getBytes(StandardCharsets.UTF_8);
        byte[] lure = new JWKSet(FOREIGN).toString(true).getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            boolean isKeys = exchange.getRequestURI().getPath().equals("/keys");
            LURED.addAndGet(isKeys ? 0 : 1);
            byte[] body = isKeys ? keys : lure;
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        issuer = server;
    }

    @AfterAll
    static void stop() {
        if (issuer != null) {
            issuer.stop(0);
        }
    }

    @Test
    void aTokenActsForItsTenantWithItsRoleInEachAlgorithm() {
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256)) {
            ApiClient viewer =
                    client(signed(algorithm, claims(tenantId.value(), "viewer").build()));

            assertThat(viewer.get(ApiClient.DEFINITIONS).status())
                    .as(algorithm.getName())
                    .isEqualTo(200);
            Answer refused = viewer.post(ApiClient.SUBMIT, "{\"handler\":\"echo\"}");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.message()).isEqualTo("This needs the role OPERATOR; the credential has VIEWER");
        }
    }

    @Test
    void everyRoleHasItsNameInLowerCase() {
        for (String role : List.of("viewer", "operator", "editor", "owner", "platform-admin")) {
            assertThat(token(role).get(ApiClient.DEFINITIONS).status()).as(role).isEqualTo(200);
        }
        assertThat(token("owner").get(ApiClient.TENANTS).status()).isEqualTo(403);
        assertThat(token("platform-admin").get(ApiClient.TENANTS).status()).isEqualTo(200);
        assertThat(token("platform-admin")
                        .get(ApiClient.DEFINITIONS, "X-Tenant-Id", "default")
                        .status())
                .isEqualTo(200);
        assertThat(token("owner")
                        .get(ApiClient.DEFINITIONS, "X-Tenant-Id", "default")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatATokenDoesIsAuditedWithItsSubject() {
        Answer made = token("operator").post(ApiClient.SUBMIT, "{\"handler\":\"echo\"}");

        assertThat(made.status()).as(made.text()).isEqualTo(202);
        assertThat(sql("SELECT COUNT(*) FROM audit_log WHERE actor = 'oidc:alice' AND tenant_id = '" + tenantId + "'"))
                .isNotEqualTo("0");
    }

    @Test
    void aTokenThatIsNotTheIssuersOrNotForUsIsRefused() throws Exception {
        JWTClaimsSet good = claims(tenantId.value(), "viewer").build();
        assertRefused("iss", signed(with(builder -> builder.issuer("https://evil.example"))));
        assertRefused("aud", signed(with(builder -> builder.audience("another-service"))));
        assertRefused("aud", signed(with(builder -> builder.audience((String) null))));
        assertRefused("exp", signed(with(builder -> builder.expirationTime(null))));
        assertRefused("expired", signed(with(builder -> builder.expirationTime(in(-90)))));
        assertRefused("before", signed(with(builder -> builder.notBeforeTime(in(90)))));
        assertRefused("sub", signed(with(builder -> builder.subject(null))));
        assertRefused("not signed", new PlainJWT(good).serialize());
        assertRefused(
                "not signed",
                sign(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build(),
                        new MACSigner(RSA.toRSAPublicKey().getEncoded()),
                        good));
        assertRefused(
                "not signed",
                sign(new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("rsa-1").build(), new RSASSASigner(RSA), good));
        assertRefused("not signed", sign(rs256("foreign").build(), new RSASSASigner(FOREIGN), good));
        assertRefused("not signed", sign(rs256("rsa-1").build(), new RSASSASigner(FOREIGN), good));
        assertRefused("not signed", sign(rs256(null).build(), new RSASSASigner(FOREIGN), good));
        String whole = signed(good);
        assertRefused("not signed", whole.substring(0, whole.lastIndexOf('.') + 1));
        assertRefused("not signed", "a.b.c");
    }

    @Test
    void keysThatATokenBringsOrPointsToAreNotLookedAt() throws Exception {
        JWTClaimsSet good = claims(tenantId.value(), "owner").build();
        URI lure = URI.create("http://127.0.0.1:" + PORT + "/lure");

        assertRefused(
                "not signed",
                sign(rs256("foreign").jwk(FOREIGN.toPublicJWK()).build(), new RSASSASigner(FOREIGN), good));
        assertRefused("not signed", sign(rs256("foreign").jwkURL(lure).build(), new RSASSASigner(FOREIGN), good));
        assertRefused("not signed", sign(rs256("foreign").x509CertURL(lure).build(), new RSASSASigner(FOREIGN), good));
        assertThat(LURED).hasValue(0);
    }

    @Test
    void aMinuteBetweenTheClocksIsForgiven() {
        assertThat(client(signed(with(builder -> builder.expirationTime(in(-30)))))
                        .get(ApiClient.DEFINITIONS)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTenantOrRoleThatThereIsNotIsRefusedWithItsOwnCode() {
        for (String tenant : new String[] {"absent", "system", "' or 1=1", "", null}) {
            Answer answer = client(signed(claims(tenant, "owner").build())).get(ApiClient.DEFINITIONS);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("UNKNOWN_TENANT");
            assertThat(answer.message()).contains("tenant");
        }
        for (String role : new String[] {"OWNER", "platform_admin", "root", "", null}) {
            Answer answer =
                    client(signed(claims(tenantId.value(), role).build())).get(ApiClient.DEFINITIONS);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("UNKNOWN_ROLE");
            assertThat(answer.message()).contains("platform-admin");
        }
        Answer list = client(signed(new JWTClaimsSet.Builder(
                                claims(tenantId.value(), "owner").build())
                        .claim("role", List.of("owner"))
                        .build()))
                .get(ApiClient.DEFINITIONS);
        assertThat(list.code()).isEqualTo("UNKNOWN_ROLE");
    }

    @Test
    void aDisabledTenantsTokensAreShutOut() {
        admin.post(ApiClient.TENANTS + "/" + tenantId + "/disable", null);

        assertThat(token("owner").get(ApiClient.DEFINITIONS).code()).isEqualTo("TENANT_DISABLED");
        assertThat(check.stillUsable(Set.of(caller(in(60).toInstant())))).isEmpty();
    }

    @Test
    void keysGoOnToWorkAndATokenIsNoKey() {
        assertThat(tenant.get(ApiClient.DEFINITIONS).status()).isEqualTo(200);
        assertThat(nobody.get(
                                ApiClient.DEFINITIONS,
                                "X-API-Key",
                                signed(claims(tenantId.value(), "owner").build()))
                        .code())
                .isEqualTo("UNAUTHENTICATED");
        assertThat(client("tsk_a.b.c").get(ApiClient.DEFINITIONS).code()).isEqualTo("UNAUTHENTICATED");
    }

    @Test
    void whatGoesOnWithATokenEndsWithIt() {
        Caller ended = caller(in(-1).toInstant());
        Caller current = caller(in(60).toInstant());

        assertThat(check.stillUsable(List.of(ended, current))).containsExactly(current);
    }

    private Caller caller(Instant validUntil) {
        return new Caller(tenantId, true, "oidc:alice", KeyGrant.of(KeyRole.VIEWER), validUntil, "local", "trace");
    }

    private void assertRefused(String why, String token) {
        Answer answer = client(token).get(ApiClient.DEFINITIONS);
        assertThat(answer.status()).as(why).isEqualTo(401);
        assertThat(answer.code()).as(why).isEqualTo("INVALID_TOKEN");
        assertThat(answer.message()).containsIgnoringCase(why);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    private ApiClient token(String role) {
        return client(signed(claims(tenantId.value(), role).build()));
    }

    private ApiClient client(String token) {
        return new ApiClient(port, token);
    }

    private static JWTClaimsSet.Builder claims(@Nullable String tenant, @Nullable String role) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(List.of("account", AUDIENCE))
                .subject("alice")
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(in(300))
                .claim("tenant", tenant)
                .claim("role", role);
    }

    private JWTClaimsSet with(UnaryOperator<JWTClaimsSet.Builder> change) {
        return change.apply(claims(tenantId.value(), "viewer")).build();
    }

    private static Date in(long seconds) {
        return new Date(System.currentTimeMillis() + seconds * 1000);
    }

    private static JWSHeader.Builder rs256(@Nullable String kid) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid);
    }

    private static String signed(JWTClaimsSet claims) {
        return signed(JWSAlgorithm.RS256, claims);
    }

    private static String signed(JWSAlgorithm algorithm, JWTClaimsSet claims) {
        try {
            boolean isEc = algorithm.equals(JWSAlgorithm.ES256);
            JWSHeader header = new JWSHeader.Builder(algorithm)
                    .keyID(isEc ? "ec-1" : "rsa-1")
                    .build();
            return sign(header, isEc ? new ECDSASigner(EC) : new RSASSASigner(RSA), claims);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(JWSHeader header, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static RSAKey rsa(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
