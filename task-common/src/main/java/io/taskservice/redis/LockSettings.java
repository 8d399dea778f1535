package io.taskservice.redis;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * How partition locks are kept in Redis.
 *
 * @param keyPrefix begins every lock's key
 * @param defaultExpireTime after how long Redis forgets a lock its owner does not renew; the owner renews it every third
 *     of that. A dead node's locks are broken as soon as its lease is over, so this is only the last resort
 */
@Validated
@ConfigurationProperties("app.task.distributed-lock.redis")
public record LockSettings(
        @DefaultValue("task:lock:") @NotBlank String keyPrefix,

        @DefaultValue("300000") @DurationUnit(ChronoUnit.MILLIS) @DurationMin(seconds = 3)
        Duration defaultExpireTime) {}
