package io.taskservice.instance;

import io.taskservice.database.JsonRow;
import io.taskservice.work.Backoff;
import io.taskservice.work.Concurrency;
import java.util.Collection;

/** Batches of instances and of what becomes of them, as statements read them. */
final class InstanceJson {

    private InstanceJson() {}

    /** For {@link TaskInstanceMapper#insertRows}. */
    static String ofNew(Collection<NewInstance> instances) {
        return JsonRow.write(instances, InstanceJson::putNew);
    }

    /** For {@link TaskInstanceMapper#completeRows}. */
    static String ofCompletions(Collection<Completion> completions) {
        return JsonRow.write(
                completions,
                (row, completion) -> putClaim(row, completion.claim())
                        .put("status", completion.status().name())
                        .put("terminal", completion.isTerminal())
                        .put("duration", completion.duration())
                        .put("wait_ms", completion.backoff())
                        .put("counted", completion.counted())
                        .put("result", completion.outcome().result())
                        .put("error_code", completion.outcome().errorCode())
                        .put("error_message", completion.outcome().errorMessage()));
    }

    /** For {@link TaskInstanceMapper#reportRows}. */
    static String ofReports(Collection<ProgressReport> reports) {
        return JsonRow.write(
                reports,
                (row, report) -> putClaim(row, report.claim())
                        .put("percent", report.percent())
                        .put("message", report.message())
                        .put("counters", report.counters()));
    }

    private static JsonRow putClaim(JsonRow row, Claim claim) {
        return row.put("id", claim.id().value())
                .put("node", claim.node().value())
                .put("attempt", claim.attempt());
    }

    private static void putNew(JsonRow row, NewInstance instance) {
        row.put("id", instance.id().value())
                .put("tenant_id", instance.tenantId().value())
                .put(
                        "definition",
                        instance.definitionId() == null
                                ? null
                                : instance.definitionId().value())
                .put("handler", instance.route().handler())
                .put("queue", instance.route().queue())
                .put("priority", instance.route().priority())
                .put("params", instance.params())
                .put("status", instance.start().status().name())
                .put("run_at", instance.start().runAt())
                .put("followed", instance.followed())
                .put("expires_at", instance.expiresAt())
                .put("labels", instance.labels());
        putExecution(row, instance);
        putOrigin(row, instance.origin());
        Concurrency concurrency = instance.concurrency();
        if (concurrency != null) {
            row.put("concurrency_key", concurrency.key()).put("concurrency_limit", concurrency.limit());
        }
    }

    private static void putExecution(JsonRow row, NewInstance instance) {
        Backoff backoff = instance.execution().retries().backoff();
        row.put("max_attempts", instance.execution().retries().maxAttempts())
                .put("backoff_initial", backoff.initial())
                .put("backoff_max", backoff.max())
                .put("timeout", instance.execution().timeout())
                .put("queue_timeout", instance.execution().queueTimeout())
                .put("delivery", instance.execution().delivery().name())
                .put("retry_on", instance.retryOn())
                .put("no_retry_on", instance.noRetryOn());
    }

    private static void putOrigin(JsonRow row, Origin origin) {
        row.put("fire_time", origin.fireTime())
                .put("biz_key", origin.bizKey())
                .put("request_key", origin.requestKey())
                .put(
                        "retry_of",
                        origin.retryOf() == null ? null : origin.retryOf().value())
                .put("trace_id", origin.traceId())
                .put("callback_url", origin.callbackUrl());
    }
}
