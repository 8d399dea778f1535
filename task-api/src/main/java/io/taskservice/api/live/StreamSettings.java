package io.taskservice.api.live;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Live streams.
 *
 * @param streamsPerTenant most streams a tenant has open on one node
 */
@Validated
@ConfigurationProperties("app.task.api")
public record StreamSettings(
        @DefaultValue("20") @Min(1) @Max(1000) int streamsPerTenant) {}
