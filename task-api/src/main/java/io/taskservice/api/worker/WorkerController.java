package io.taskservice.api.worker;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.api.web.Page;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Routes that show the executors; they are the platform's and tell of no tenant. */
@RestController
@RequestMapping(WorkerController.PATH)
@Tag(name = WorkerController.TAG, description = "The live nodes that run handlers, and how many slots they use")
final class WorkerController {

    static final String PATH = "/api/v1/workers";
    static final String TAG = "Workers";

    private final Workers workers;
    private final Envelopes envelopes;

    WorkerController(Workers workers, Envelopes envelopes) {
        this.workers = workers;
        this.envelopes = envelopes;
    }

    @GetMapping
    @Operation(
            operationId = "listWorkers",
            summary = "List the live executors",
            description = "In the order of their ids.")
    Envelope<Page<WorkerView>> list(
            @RequestParam(defaultValue = "1")
                    @Min(value = 1, message = "page counts from 1")
                    @Max(value = 1_000_000, message = "page is at most 1000000")
                    int page,
            @RequestParam(defaultValue = "20")
                    @Min(value = 1, message = "size is at least 1")
                    @Max(value = Page.MOST, message = "size is at most 200")
                    int size) {
        return envelopes.of(Page.of(workers.all(), page, size));
    }

    @GetMapping("/status")
    @Operation(
            operationId = "getWorkersStatus",
            summary = "Show how busy the executors are",
            description = "As of their last heartbeats, every three seconds.")
    Envelope<WorkersStatusView> status() {
        return envelopes.of(workers.status());
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getWorker", summary = "Get a live executor")
    @FailsWith(ErrorCode.WORKER_NOT_FOUND)
    Envelope<WorkerView> get(@PathVariable String id) {
        return envelopes.of(workers.require(id));
    }
}
