package io.taskservice.api.quota;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.quota.QuotaOverrides;
import org.jspecify.annotations.Nullable;

/**
 * Where a tenant's quotas differ from the defaults; null: they do not.
 *
 * @param definitions most definitions
 * @param waiting most instances that wait; fire times make theirs all the same
 * @param running most instances that run at once
 * @param submitsPerSecond most tasks accepted in a second, over all nodes
 * @param logBytesPerDay most bytes of log messages kept of one day, UTC
 * @param deliveriesPerSecond most tries to deliver an event in a second; the others wait
 * @param paramsBytes longest params, 60000 at most
 */
@Schema(name = "QuotaOverrides")
record OverridesView(
        @Nullable Long definitions,
        @Nullable Long waiting,
        @Nullable Integer running,
        @Nullable Integer submitsPerSecond,
        @Nullable Long logBytesPerDay,
        @Nullable Integer deliveriesPerSecond,
        @Nullable Integer paramsBytes) {

    static OverridesView of(QuotaOverrides overrides) {
        return new OverridesView(
                overrides.definitions(),
                overrides.waiting(),
                overrides.running(),
                overrides.submitsPerSecond(),
                overrides.logBytesPerDay(),
                overrides.deliveriesPerSecond(),
                overrides.paramsBytes());
    }
}
