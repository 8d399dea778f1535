package io.taskservice.executor.builtin;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the http handler may do.
 *
 * @param enabled whether there is one
 * @param allowedHosts host names and addresses it may call although they are private, loopback or link-local
 * @param connectTimeout longest wait for a connection
 * @param maxTimeout longest a request may take, whatever its params say
 * @param maxResponseBytes how much of a response is read and kept
 */
@Validated
@ConfigurationProperties("app.task.executor.http")
public record HttpHandlerSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Set<String> allowedHosts,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("5m") Duration maxTimeout,
        @DefaultValue("16384") @Min(0) @Max(60_000) int maxResponseBytes) {}
