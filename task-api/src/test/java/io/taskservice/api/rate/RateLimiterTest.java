package io.taskservice.api.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.taskservice.api.rate.RateLimitSettings.Failures;
import io.taskservice.api.rate.RateLimitSettings.Requests;
import io.taskservice.api.web.ApiException;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.RateLimitFields;
import io.taskservice.rate.BucketLimit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private static final Requests NO_LIMIT = new Requests(0, 1);
    private static final Failures ANY_FAILURES = new Failures(0, 1);
    private static final String HERE = "192.0.2.1";

    /** Just before it overflows, as it may in any process. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void grantsABurstAndThenTheRate() {
        RateLimiter limiter = limiter(new Requests(10, 5), NO_LIMIT, ANY_FAILURES);

        assertThat(granted(limiter, HERE, "a", 100)).isEqualTo(5);
        pass(Duration.ofMillis(99));
        assertThat(granted(limiter, HERE, "a", 100)).isZero();
        pass(Duration.ofMillis(1));
        assertThat(granted(limiter, HERE, "a", 100)).isEqualTo(1);
        pass(Duration.ofSeconds(60));
        assertThat(granted(limiter, HERE, "a", 100)).isEqualTo(5);
    }

    @Test
    void theTimeUntilMoreIsRoundedUpToWholeSeconds() {
        assertThat(stateAfter(Duration.ofNanos(1))).endsWith(";t=1");
        assertThat(stateAfter(Duration.ofSeconds(1))).endsWith(";t=1");
        assertThat(stateAfter(Duration.ofMillis(1001))).endsWith(";t=2");
        assertThat(stateAfter(Duration.ZERO)).endsWith(";t=0");
    }

    private static String stateAfter(Duration reset) {
        Map<String, String> fields = new HashMap<>();
        new RateLimitFields("key", 3, Duration.ofSeconds(1), 2, reset).to(fields::put);
        return String.valueOf(fields.get(RateLimitFields.STATE));
    }

    @Test
    void eachKeyHasItsOwn() {
        RateLimiter limiter = limiter(new Requests(10, 5), NO_LIMIT, ANY_FAILURES);

        assertThat(granted(limiter, HERE, "a", 100)).isEqualTo(5);
        assertThat(granted(limiter, HERE, "b", 100)).isEqualTo(5);
    }

    @Test
    void anAddressHasItsOwnWhateverItsKeys() {
        RateLimiter limiter = limiter(NO_LIMIT, new Requests(10, 5), ANY_FAILURES);

        int granted = IntStream.range(0, 100)
                .map(i -> granted(limiter, HERE, "key " + i, 1))
                .sum();

        assertThat(granted).isEqualTo(5);
        assertThat(granted(limiter, "192.0.2.2", "key 1", 100)).isEqualTo(5);
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        RateLimiter limiter = limiter(NO_LIMIT, new Requests(10, 5), ANY_FAILURES);

        int granted = IntStream.range(0, 100)
                .map(i -> granted(limiter, "2001:db8:1:2:" + Integer.toHexString(i) + "::" + i, "a", 1))
                .sum();

        assertThat(granted).isEqualTo(5);
        assertThat(granted(limiter, "2001:db8:1:3::1", "a", 100)).isEqualTo(5);
    }

    @Test
    void aRefusalSaysWhenToComeBack() {
        RateLimiter limiter = limiter(new Requests(1, 2), NO_LIMIT, ANY_FAILURES);
        granted(limiter, HERE, "a", 2);

        ApiException refused = refusalOf(limiter, HERE, "a");

        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refused.headers().getFirst("Retry-After")).isEqualTo("1");
        assertThat(refused.headers().getFirst(RateLimitFields.POLICY)).isEqualTo("\"key\";q=2;w=2");
        assertThat(refused.headers().getFirst(RateLimitFields.STATE)).isEqualTo("\"key\";r=0;t=1");
    }

    @Test
    void whatIsGrantedSaysWhatIsLeftOfTheLimitThatEndsFirst() {
        RateLimiter limiter = limiter(new Requests(10, 5), new Requests(10, 3), ANY_FAILURES);

        assertThat(limiter.admit(HERE, "a"))
                .contains(new RateLimitFields("address", 3, Duration.ofSeconds(1), 2, Duration.ofMillis(100)));
        assertThat(limiter.admit("192.0.2.2", null).orElseThrow().policy()).isEqualTo("address");
    }

    @Test
    void withoutLimitsNothingIsCountedOrSaid() {
        RateLimiter limiter = limiter(NO_LIMIT, NO_LIMIT, ANY_FAILURES);

        IntStream.range(0, 1000).forEach(i -> {
            limiter.failed(HERE, "bad");
            assertThat(limiter.admit(HERE, "bad")).isEmpty();
        });
    }

    @Test
    void whoGuessesKeysIsRefusedBeforeAnybodyIsAsked() {
        RateLimiter limiter = limiter(NO_LIMIT, NO_LIMIT, new Failures(10, 3));
        for (int i = 0; i < 3; i++) {
            limiter.admit(HERE, "guess " + i);
            limiter.failed(HERE, "guess " + i);
        }

        assertThat(refusalOf(limiter, HERE, "guess 3").headers().getFirst(RateLimitFields.STATE))
                .isEqualTo("\"authentication\";r=0;t=1");
        assertThat(granted(limiter, "192.0.2.2", "guess 3", 1)).isEqualTo(1);
        pass(Duration.ofMillis(100));
        assertThat(granted(limiter, HERE, "guess 3", 1)).isEqualTo(1);
    }

    /** They may share a proxy, and its address. */
    @Test
    void whoeverGuessesLocksOutNobodyWhoseKeyWasGoodHere() {
        RateLimiter limiter = limiter(NO_LIMIT, NO_LIMIT, new Failures(10, 3));
        limiter.succeeded("good");
        IntStream.range(0, 1000).forEach(i -> limiter.failed(HERE, "guess " + i));

        assertThat(granted(limiter, HERE, "good", 100)).isEqualTo(100);
        assertThat(granted(limiter, HERE, null, 100)).isEqualTo(100);
        limiter.failed(HERE, "good");
        assertThat(granted(limiter, HERE, "good", 1)).isZero();
    }

    /** However many failures came, one more is forgiven after the time of one. */
    @Test
    void failuresDoNotAddUpForEver() {
        RateLimiter limiter = limiter(NO_LIMIT, NO_LIMIT, new Failures(10, 3));
        IntStream.range(0, 10_000).forEach(i -> limiter.failed(HERE, "guess " + i));

        pass(Duration.ofMillis(100));

        assertThat(granted(limiter, HERE, "a guess", 1)).isEqualTo(1);
    }

    @Test
    void refusalsAreCountedByKindAndNothingElse() {
        RateLimiter limiter = limiter(new Requests(10, 1), NO_LIMIT, ANY_FAILURES);
        granted(limiter, HERE, "a", 4);

        assertThat(registry.get("task.api.rate.limited")
                        .tag("kind", "key")
                        .counter()
                        .count())
                .isEqualTo(3);
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getTag("kind"))
                .containsExactlyInAnyOrder("key", "address", "authentication");
    }

    @Test
    void aTextThatIsNoAddressIsTakenAsItIs() {
        assertThat(Subjects.ofAddress("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(Subjects.ofAddress("0:0:0:0:0:0:0:1")).isEqualTo(Subjects.ofAddress("::1"));
        assertThat(Subjects.ofAddress("fe80::1%eth0")).isEqualTo(Subjects.ofAddress("fe80::2"));
        assertThat(Subjects.ofAddress("unknown")).isEqualTo("unknown");
        assertThat(Subjects.ofAddress("a.name:8080")).isEqualTo("a.name:8080");
        assertThat(Subjects.ofAddress("x".repeat(5000))).hasSize(64);
        assertThatCode(() -> Subjects.ofAddress("]:[")).doesNotThrowAnyException();
    }

    @Test
    void theKeyItselfIsKeptNowhere() {
        assertThat(Subjects.ofCredential("tsk_secret")).hasSize(32).doesNotContain("secret");
    }

    @Test
    void aFloodOfAddressesKeepsTheMemoryBounded() {
        Buckets buckets = new Buckets(new BucketLimit(1, 10), nanos::get);

        IntStream.range(0, 4 * Buckets.MOST).forEach(i -> {
            pass(Duration.ofNanos(10_000));
            buckets.take("address " + i);
        });

        assertThat(buckets.size()).isEqualTo(Buckets.MOST);
    }

    /** A flood would otherwise have as many tokens as it has addresses. */
    @Test
    void thoseThatComeWhenAllBucketsAreInUseShareOne() {
        Buckets buckets = new Buckets(new BucketLimit(1, 10), nanos::get);
        IntStream.range(0, Buckets.MOST).forEach(i -> buckets.take("address " + i));

        long granted = IntStream.range(0, 1000)
                .filter(i -> buckets.take("newcomer " + i).granted())
                .count();

        assertThat(granted).isEqualTo(10);
        assertThat(buckets.take("address 7").remaining()).isEqualTo(8);
    }

    @Test
    void aBucketThatIsFullAgainIsForgottenWhenThereAreMany() {
        Buckets buckets = new Buckets(new BucketLimit(1, 10), nanos::get);
        IntStream.range(0, Buckets.MOST).forEach(i -> buckets.take("address " + i));
        pass(Duration.ofMillis(1001));

        assertThat(buckets.take("newcomer").remaining()).isEqualTo(9);
        assertThat(buckets.size()).isEqualTo(1);
    }

    @Test
    void onlySoManyGoodKeysAreRemembered() {
        ProvenCredentials proven = new ProvenCredentials();

        IntStream.range(0, 3 * ProvenCredentials.MOST).forEach(i -> proven.add("digest " + i));

        assertThat(proven.size()).isLessThanOrEqualTo(ProvenCredentials.MOST);
    }

    private RateLimiter limiter(Requests perKey, Requests perAddress, Failures failures) {
        return new RateLimiter(
                new RateLimitSettings(perKey, perAddress, failures), nanos::get, new RateMetrics(registry));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static int granted(
            RateLimiter limiter, String address, @org.jspecify.annotations.Nullable String credential, int times) {
        int granted = 0;
        for (int i = 0; i < times; i++) {
            try {
                limiter.admit(address, credential);
                granted++;
            } catch (ApiException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED);
            }
        }
        return granted;
    }

    private static ApiException refusalOf(RateLimiter limiter, String address, String credential) {
        return catchThrowableOfType(ApiException.class, () -> limiter.admit(address, credential));
    }
}
