package io.taskservice.executor;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How auto-scaling works; give all executors the same.
 *
 * @param enabled whether the slots that all executors use together follow the work; what a person wants goes before
 * @param minWorkers fewest slots
 * @param maxWorkers most slots
 * @param scaleThreshold how busy the slots must be, 0 to 1, for more; half as busy, they become fewer
 * @param interval how often one node decides for all
 */
@Validated
@ConfigurationProperties("app.task.executor.scaling")
public record ScalingSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("1") @Min(1) int minWorkers,
        @DefaultValue("50") @Min(1) @Max(100_000) int maxWorkers,

        @DefaultValue("0.8") @DecimalMin("0.01") @DecimalMax("1")
        double scaleThreshold,

        @DefaultValue("5s") @DurationMin(millis = 100) Duration interval) {

    @AssertTrue(
            message = "app.task.executor.scaling.min-workers must not be above app.task.executor.scaling.max-workers")
    boolean isMinWithinMax() {
        return minWorkers <= maxWorkers;
    }
}
