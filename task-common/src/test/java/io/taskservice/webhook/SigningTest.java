package io.taskservice.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SigningTest {

    /** The example of the specification, whose signature was computed by somebody else's code. */
    private static final WebhookSecret EXAMPLE = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final Instant AT = Instant.ofEpochSecond(1614265330);
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void signsAsTheSpecificationsExample() {
        assertThat(new Signing(EXAMPLE, null).sign(ID, AT, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void signsTwiceWhileTheOldSecretCounts() {
        WebhookSecret fresh = WebhookSecret.generate(new SecureRandom());

        String header = new Signing(fresh, EXAMPLE).sign(ID, AT, BODY);

        assertThat(header.split(" ")).hasSize(2).contains(SIGNATURE);
        assertThat(header).isNotEqualTo(SIGNATURE + " " + SIGNATURE);
    }

    @Test
    void aSecretHas256BitsAndIsNotPrinted() {
        WebhookSecret secret = WebhookSecret.generate(new SecureRandom());

        assertThat(secret.text()).startsWith("whsec_");
        assertThat(secret.key()).hasSize(32);
        assertThat(secret + " " + new Signing(secret, secret)).doesNotContain(secret.text());
    }

    @Test
    void eightTriesTakeAboutADay() {
        WebhookSettings settings = new WebhookSettings(
                Set.of(),
                8,
                Duration.ofSeconds(5),
                Duration.ofHours(12),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                32);
        Duration least = Duration.ZERO;
        Duration most = Duration.ZERO;
        for (int tries = 1; tries < 8; tries++) {
            least = least.plus(settings.waitAfter(tries, 0));
            most = most.plus(settings.waitAfter(tries, 1));
        }

        assertThat(settings.waitAfter(1, 1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.waitAfter(7, 1)).isEqualTo(Duration.ofHours(12));
        assertThat(least).isGreaterThan(Duration.ofHours(18));
        assertThat(most).isLessThan(Duration.ofHours(26));
    }
}
