package io.taskservice.redis;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where Redis is, if anywhere.
 *
 * @param host host name or address; empty: this process does without Redis
 * @param port TCP port
 * @param password password; empty: none
 * @param timeout longest wait for an answer; only background threads ever wait
 */
@Validated
@ConfigurationProperties("app.task.redis")
public record RedisSettings(
        @DefaultValue("") String host,
        @DefaultValue("6379") @Min(1) @Max(65535) int port,
        @DefaultValue("") String password,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration timeout) {

    boolean isPresent() {
        return !host.isBlank();
    }
}
