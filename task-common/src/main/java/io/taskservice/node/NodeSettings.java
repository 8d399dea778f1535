package io.taskservice.node;

import jakarta.validation.constraints.AssertTrue;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a node keeps its claims.
 *
 * @param lease for how long the claims of a node that says nothing stay its own
 * @param heartbeat how often a node renews its lease; at most a third of it
 */
@Validated
@ConfigurationProperties("app.task.node")
public record NodeSettings(
        @DefaultValue("10s") Duration lease,
        @DefaultValue("3s") Duration heartbeat) {

    @AssertTrue(message = "app.task.node.heartbeat must be at most a third of app.task.node.lease")
    boolean isHeartbeatFrequentEnough() {
        return !heartbeat.isZero()
                && !heartbeat.isNegative()
                && heartbeat.multipliedBy(3).compareTo(lease) <= 0;
    }
}
