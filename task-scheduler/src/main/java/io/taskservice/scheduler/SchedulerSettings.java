package io.taskservice.scheduler;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * How a scheduler works.
 *
 * @param scanInterval how often the database is read for the fire times to come; each fires at its own instant, so this
 *     is not the precision
 * @param batchSize most definitions that one transaction fires
 * @param concurrentLimit most such transactions this node runs at once, when more is due than fits one
 * @param auditInterval how often one of the schedulers looks for what must not be
 */
@Validated
@ConfigurationProperties("app.task.scheduler")
public record SchedulerSettings(
        @DefaultValue("10000") @DurationUnit(ChronoUnit.MILLIS) @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration scanInterval,

        @DefaultValue("100") @Min(1) @Max(1000) int batchSize,
        @DefaultValue("20") @Min(1) @Max(100) int concurrentLimit,

        @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration auditInterval) {}
