package io.taskservice.api.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.taskservice.testkit.MutableClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IssuerKeysTest {

    private final MutableClock clock = MutableClock.at("2026-01-31T08:00:00Z");
    private final List<String> published = new ArrayList<>(List.of("one"));
    private boolean reachable = true;
    private int fetches;
    private final IssuerKeys keys = new IssuerKeys(this::fetch, clock);

    @Test
    void nothingIsFetchedBeforeAKeyIsWanted() throws KeySourceException {
        assertThat(fetches).isZero();
        assertThat(found("one")).isTrue();
        assertThat(found("one")).isTrue();
        assertThat(fetches).isEqualTo(1);
    }

    @Test
    void aNewKeyIsFoundAndAnUnknownOneDoesNotMakeUsAskAllTheTime() throws KeySourceException {
        found("one");
        published.add("two");
        assertThat(found("two")).isFalse();

        clock.advance(IssuerKeys.PAUSE);
        assertThat(found("two")).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(found("three")).isFalse();
        }
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void aWithdrawnKeyIsForgottenAfterAWhile() throws KeySourceException {
        found("one");
        published.set(0, "two");
        assertThat(found("one")).isTrue();

        clock.advance(IssuerKeys.FRESH);

        assertThat(found("one")).isFalse();
    }

    @Test
    void anUnreachableIssuersKeysStayGoodForAnHour() throws KeySourceException {
        found("one");
        reachable = false;
        clock.advance(Duration.ofMinutes(59));
        assertThat(found("one")).isTrue();

        clock.advance(Duration.ofMinutes(1));

        assertThatThrownBy(() -> found("one")).isInstanceOf(RemoteKeySourceException.class);
    }

    @Test
    void anIssuerThatComesBackIsFoundAgain() throws KeySourceException {
        reachable = false;
        assertThatThrownBy(() -> found("one")).isInstanceOf(RemoteKeySourceException.class);
        reachable = true;
        assertThatThrownBy(() -> found("one")).isInstanceOf(RemoteKeySourceException.class);

        clock.advance(IssuerKeys.PAUSE);

        assertThat(found("one")).isTrue();
    }

    private boolean found(String kid) throws KeySourceException {
        return !keys.get(new JWKSelector(new JWKMatcher.Builder().keyID(kid).build()), null)
                .isEmpty();
    }

    private JWKSet fetch() throws IOException, JOSEException {
        fetches++;
        if (!reachable) {
            throw new IOException("nobody answers");
        }
        List<JWK> made = new ArrayList<>();
        for (String kid : published) {
            made.add(new ECKeyGenerator(Curve.P_256).keyID(kid).generate());
        }
        return new JWKSet(made);
    }
}
