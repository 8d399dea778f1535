package io.taskservice.api.quota;

import io.taskservice.api.change.Changes;
import io.taskservice.api.security.Caller;
import io.taskservice.identity.TenantId;
import io.taskservice.quota.QuotaOverrides;
import io.taskservice.quota.TenantQuotas;
import io.taskservice.signal.Signal;
import java.util.Map;

/** Changes the quotas of tenants. */
final class QuotaChanges {

    private final TenantQuotas quotas;
    private final Changes changes;

    QuotaChanges(TenantQuotas quotas, Changes changes) {
        this.quotas = quotas;
        this.changes = changes;
    }

    QuotaOverrides replace(Caller caller, TenantId tenant, QuotaOverrides overrides) {
        return changes.make(() -> {
            QuotaOverrides before = quotas.overrides(tenant);
            quotas.replace(tenant, overrides);
            changes.record(
                    caller,
                    tenant,
                    "tenant.quotas",
                    tenant.value(),
                    Map.of(),
                    new Changes.Step(OverridesView.of(before), OverridesView.of(overrides)));
            // More may run now.
            changes.tellAfterwards(Signal.INSTANCES_READY);
            return overrides;
        });
    }
}
