package io.taskservice.api.explain;

import io.taskservice.quota.RunningQuota;
import java.util.List;

/** Does the tenant's quota let one more run? */
final class QuotaQuestion implements BlockerFinder {

    @Override
    public List<Blocker> find(Situation s) {
        RunningQuota quota = s.quota();
        return s.isDue() && quota != null && quota.isFull()
                ? List.of(Blocker.of(
                                BlockerCode.TENANT_QUOTA,
                                quota.running() + " of the tenant run, and its quota is " + quota.most())
                        .with("limit", quota.most())
                        .with("running", quota.running()))
                : List.of();
    }
}
