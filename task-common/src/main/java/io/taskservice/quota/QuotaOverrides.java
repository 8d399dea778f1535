package io.taskservice.quota;

import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;

/**
 * Where a tenant's quotas differ from the defaults; null: they do not. The fields are those of {@link Quotas}.
 *
 * @param definitions most definitions
 * @param waiting most instances that wait
 * @param running most instances that run at once
 * @param submitsPerSecond most tasks accepted in a second
 * @param logBytesPerDay most bytes of log messages kept of one day
 * @param deliveriesPerSecond most tries to deliver an event in a second
 * @param paramsBytes longest params
 */
public record QuotaOverrides(
        @Nullable Long definitions,
        @Nullable Long waiting,
        @Nullable Integer running,
        @Nullable Integer submitsPerSecond,
        @Nullable Long logBytesPerDay,
        @Nullable Integer deliveriesPerSecond,
        @Nullable Integer paramsBytes) {

    /** None differs. */
    public static final QuotaOverrides NONE = new QuotaOverrides(null, null, null, null, null, null, null);

    /** What holds for the tenant. */
    public Quotas over(Quotas defaults) {
        return new Quotas(
                requireNonNullElse(definitions, defaults.definitions()),
                requireNonNullElse(waiting, defaults.waiting()),
                requireNonNullElse(running, defaults.running()),
                requireNonNullElse(submitsPerSecond, defaults.submitsPerSecond()),
                requireNonNullElse(logBytesPerDay, defaults.logBytesPerDay()),
                requireNonNullElse(deliveriesPerSecond, defaults.deliveriesPerSecond()),
                requireNonNullElse(paramsBytes, defaults.paramsBytes()));
    }
}
