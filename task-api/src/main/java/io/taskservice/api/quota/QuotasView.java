package io.taskservice.api.quota;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.quota.QuotaOverrides;
import io.taskservice.quota.Quotas;

/**
 * How much a tenant may have and do; 0: no quota.
 *
 * @param effective what holds
 * @param overrides where that differs from the defaults
 * @param defaults what holds for tenants of whom nothing else is said
 */
@Schema(name = "TenantQuotas")
record QuotasView(QuotaValues effective, OverridesView overrides, QuotaValues defaults) {

    static QuotasView of(QuotaOverrides overrides, Quotas defaults) {
        return new QuotasView(
                QuotaValues.of(overrides.over(defaults)), OverridesView.of(overrides), QuotaValues.of(defaults));
    }
}
