package io.taskservice.api.worker;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The same counts at two paths: with the executors, and with other statistics. */
@RestController
@Tag(name = WorkerController.TAG)
final class WorkerStatsController {

    private static final String SUMMARY = "Count what ended on each executor in the last five minutes";
    private static final String DESCRIPTION = "Of all tenants; retries and cancelled instances are not counted.";

    private final Workers workers;
    private final Envelopes envelopes;

    WorkerStatsController(Workers workers, Envelopes envelopes) {
        this.workers = workers;
        this.envelopes = envelopes;
    }

    @GetMapping(WorkerController.PATH + "/stats")
    @Operation(operationId = "getWorkersStats", summary = SUMMARY, description = DESCRIPTION)
    Envelope<WorkerStatsView> ofWorkers() {
        return envelopes.of(workers.stats());
    }

    @GetMapping("/api/v1/stats/workers")
    @Operation(operationId = "getStatsOfWorkers", summary = SUMMARY, description = DESCRIPTION)
    Envelope<WorkerStatsView> amongStats() {
        return envelopes.of(workers.stats());
    }
}
