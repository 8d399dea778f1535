package io.taskservice.webhook;

import io.taskservice.outbound.TargetGuard;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events are delivered to webhooks and callback URLs.
 *
 * @param allowedHosts host names and addresses that may be told although they are private, loopback or link-local
 * @param maxTries tries of a delivery before it fails for good
 * @param initialBackoff wait after the first try that failed; each later one is six times the one before
 * @param maxBackoff longest wait between two tries
 * @param connectTimeout longest wait for a connection
 * @param timeout longest a try may take
 * @param concurrency most deliveries a node has under way; half of them for one tenant, a quarter for one endpoint, one
 *     for an endpoint that did not answer last time
 */
@Validated
@ConfigurationProperties("app.task.webhooks")
public record WebhookSettings(
        @DefaultValue Set<String> allowedHosts,
        @DefaultValue("8") @Min(1) @Max(20) int maxTries,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration initialBackoff,

        @DefaultValue("12h") @DurationMin(millis = 1) @DurationMax(hours = 48)
        Duration maxBackoff,

        @DefaultValue("3s") @DurationMin(millis = 1) @DurationMax(seconds = 30)
        Duration connectTimeout,

        @DefaultValue("10s") @DurationMin(millis = 1) @DurationMax(seconds = 60)
        Duration timeout,

        @DefaultValue("32") @Min(4) @Max(512) int concurrency) {

    private static final int GROWTH = 6;
    private static final double LEAST_SHARE = 0.75;

    /** Lets through what may be told. */
    public TargetGuard guard() {
        return new TargetGuard(allowedHosts, "app.task.webhooks.allowed-hosts");
    }

    /**
     * How long to wait after a try that failed.
     *
     * @param tries which it was, from 1
     * @param random 0 to 1: the last quarter of the wait is left to chance, so that many do not come back together
     */
    public Duration waitAfter(int tries, double random) {
        double bound = (double) initialBackoff.toMillis() * Math.pow(GROWTH, tries - 1.0);
        double capped = Math.min(bound, (double) maxBackoff.toMillis());
        return Duration.ofMillis(Math.round(capped * (LEAST_SHARE + (1 - LEAST_SHARE) * random)));
    }
}
