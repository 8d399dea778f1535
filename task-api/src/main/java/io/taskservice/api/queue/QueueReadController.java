package io.taskservice.api.queue;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.taskservice.api.security.Caller;
import io.taskservice.api.web.Envelope;
import io.taskservice.api.web.Envelopes;
import io.taskservice.api.web.ErrorCode;
import io.taskservice.api.web.FailsWith;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Routes that show queues. */
@RestController
@Tag(name = "Queues", description = "Named lines of instances")
final class QueueReadController {

    private final Queues queues;
    private final Envelopes envelopes;

    QueueReadController(Queues queues, Envelopes envelopes) {
        this.queues = queues;
        this.envelopes = envelopes;
    }

    @GetMapping(QueueController.PATH)
    @Operation(
            operationId = "listQueues",
            summary = "List queues",
            description = "By name: those that were set up, and those in which something waits or runs.")
    Envelope<List<QueueView>> list(Caller caller) {
        return envelopes.of(queues.list(caller.tenant()));
    }

    @GetMapping(QueueController.PATH + "/{name}")
    @Operation(operationId = "getQueue", summary = "Get a queue")
    @FailsWith(ErrorCode.QUEUE_NOT_FOUND)
    Envelope<QueueView> get(Caller caller, @PathVariable String name) {
        return envelopes.of(queues.show(caller.tenant(), name));
    }

    @GetMapping("/api/v1/stats/queues")
    @Operation(
            operationId = "getQueueStats",
            summary = "Count what is in the queues",
            description = "All together, and each in which something waits or runs.")
    Envelope<StatsView> stats(Caller caller) {
        return envelopes.of(queues.stats(caller.tenant()));
    }
}
