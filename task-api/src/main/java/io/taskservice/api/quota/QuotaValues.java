package io.taskservice.api.quota;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.quota.Quotas;

/**
 * Quotas; 0: none.
 *
 * @param definitions most definitions
 * @param waiting most instances that wait; fire times make theirs all the same
 * @param running most instances that run at once
 * @param submitsPerSecond most tasks accepted in a second, over all nodes
 * @param logBytesPerDay most bytes of log messages kept of one day, UTC
 * @param deliveriesPerSecond most tries to deliver an event in a second; the others wait
 * @param paramsBytes longest params, 60000 at most
 */
@Schema(name = "Quotas")
record QuotaValues(
        long definitions,
        long waiting,
        int running,
        int submitsPerSecond,
        long logBytesPerDay,
        int deliveriesPerSecond,
        int paramsBytes) {

    static QuotaValues of(Quotas quotas) {
        return new QuotaValues(
                quotas.definitions(),
                quotas.waiting(),
                quotas.running(),
                quotas.submitsPerSecond(),
                quotas.logBytesPerDay(),
                quotas.deliveriesPerSecond(),
                quotas.paramsBytes());
    }
}
