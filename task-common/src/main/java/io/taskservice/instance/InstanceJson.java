package io.taskservice.instance;

import io.taskservice.database.JsonRow;
import java.util.Collection;

/** What becomes of batches of instances, as statements read it. */
final class InstanceJson {

    private InstanceJson() {}

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
}
