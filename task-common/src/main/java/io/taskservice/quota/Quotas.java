package io.taskservice.quota;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much a tenant may have and do; as settings, what holds for tenants of whom nothing else is said. 0: no quota.
 *
 * @param definitions most definitions; 0: no quota
 * @param waiting most instances that wait, beyond which no more are accepted; fire times make theirs all the same. 0: no
 *     quota
 * @param running most instances that run at once; 0: no quota but the slots of all executors. A quota costs its tenants a
 *     row lock with each claim
 * @param submitsPerSecond most tasks accepted in a second, over all nodes; 0: no quota
 * @param logBytesPerDay most bytes of log messages kept of one day; 0: no quota
 * @param deliveriesPerSecond most tries to deliver an event in a second, over all nodes; the others wait. 0: no quota
 * @param paramsBytes longest params, 60000 at most; 0: that
 */
@Validated
@ConfigurationProperties("app.task.quotas")
public record Quotas(
        @DefaultValue("20000") @Min(0) long definitions,
        @DefaultValue("1000000") @Min(0) long waiting,
        @DefaultValue("0") @Min(0) int running,
        @DefaultValue("20000") @Min(0) int submitsPerSecond,
        @DefaultValue("10737418240") @Min(0) long logBytesPerDay,
        @DefaultValue("1000") @Min(0) int deliveriesPerSecond,
        @DefaultValue("60000") @Min(0) @Max(60_000) int paramsBytes) {

    /** Everything goes. */
    public static final Quotas NONE = new Quotas(0, 0, 0, 0, 0, 0, 0);
}
