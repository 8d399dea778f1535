package io.taskservice.api.quota;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.identity.TenantId;
import io.taskservice.quota.Quotas;
import io.taskservice.quota.TenantQuotas;
import io.taskservice.usage.DayUsage;
import io.taskservice.usage.UsageCounts;
import java.time.LocalDate;
import java.util.List;

/**
 * What a tenant has used.
 *
 * @param tenantId the tenant
 * @param from first day, UTC
 * @param to last day, UTC
 * @param quotas what it may
 * @param now what is in use now
 * @param total what it used in these days
 * @param days the same day by day; days without are absent
 */
@Schema(name = "Usage")
record UsageView(
        String tenantId,
        LocalDate from,
        LocalDate to,
        QuotaValues quotas,
        InUseView now,
        CountsView total,
        List<DayView> days) {

    /**
     * What is in use now.
     *
     * @param definitions definitions
     * @param waiting instances that wait, 100000 at most
     * @param running instances that run
     */
    @Schema(name = "InUse")
    record InUseView(long definitions, long waiting, long running) {}

    /**
     * One day.
     *
     * @param day the day, UTC
     * @param used what was used
     */
    @Schema(name = "DayUsage")
    record DayView(LocalDate day, CountsView used) {}

    static UsageView of(
            TenantId tenant, LocalDate from, LocalDate to, Quotas quotas, TenantQuotas.InUse now, List<DayUsage> days) {
        UsageCounts total = days.stream().map(DayUsage::counts).reduce(UsageCounts.NONE, UsageCounts::plus);
        return new UsageView(
                tenant.value(),
                from,
                to,
                QuotaValues.of(quotas),
                new InUseView(now.definitions(), now.waiting(), now.running()),
                CountsView.of(total),
                days.stream()
                        .map(day -> new DayView(day.day(), CountsView.of(day.counts())))
                        .toList());
    }
}
