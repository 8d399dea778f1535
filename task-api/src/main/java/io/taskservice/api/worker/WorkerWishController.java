package io.taskservice.api.worker;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import io.taskservice.node.NodeWish;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Routes by which platform administrators ask something of the executors; these obey within two seconds. */
@RestController
@RequestMapping(WorkerController.PATH)
@Tag(name = WorkerController.TAG)
final class WorkerWishController {

    private final Workers workers;
    private final Scaling scaling;
    private final Envelopes envelopes;

    WorkerWishController(Workers workers, Scaling scaling, Envelopes envelopes) {
        this.workers = workers;
        this.scaling = scaling;
        this.envelopes = envelopes;
    }

    @PostMapping("/scale")
    @Operation(
            operationId = "scaleWorkers",
            summary = "Want a number of slots",
            description =
                    "For platform administrators. Of all executors together; it goes before auto-scaling until it is"
                            + " taken back. What runs is not stopped.")
    @FailsWith(ErrorCode.SCALING_ERROR)
    Envelope<ScalingView> scale(Caller caller, @RequestBody ScaleRequest request) {
        return envelopes.of("Wished", ScalingView.of(scaling.want(caller, request.slots())));
    }

    @DeleteMapping("/scale")
    @Operation(
            operationId = "stopScalingWorkers",
            summary = "Take back what was wanted",
            description =
                    "For platform administrators. Auto-scaling decides again, or each executor uses all its slots.")
    Envelope<ScalingView> stopScaling(Caller caller) {
        return envelopes.of("Taken back", ScalingView.of(scaling.wantNothing(caller)));
    }

    @PostMapping("/{id}/drain")
    @Operation(
            operationId = "drainWorker",
            summary = "Let an executor claim nothing more",
            description =
                    "For platform administrators. What it runs ends in peace; it stays a node until it is stopped.")
    @FailsWith(ErrorCode.WORKER_NOT_FOUND)
    Envelope<WorkerView> drain(Caller caller, @PathVariable String id) {
        return envelopes.of("Wished", workers.wish(caller, id, NodeWish.DRAIN, "worker.drain"));
    }

    @PostMapping("/{id}/resume")
    @Operation(
            operationId = "resumeWorker",
            summary = "Let a drained executor work again",
            description = "For platform administrators. One that stops for good goes on stopping.")
    @FailsWith(ErrorCode.WORKER_NOT_FOUND)
    Envelope<WorkerView> resume(Caller caller, @PathVariable String id) {
        return envelopes.of("Wished", workers.wish(caller, id, NodeWish.WORK, "worker.resume"));
    }
}
