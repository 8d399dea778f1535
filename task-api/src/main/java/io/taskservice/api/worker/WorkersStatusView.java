package io.taskservice.api.worker;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.identity.NodeId;
import io.taskservice.node.NodeState;
import io.taskservice.scaling.ScalingMode;
import io.taskservice.scaling.Worker;
import io.taskservice.scaling.Workforce;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How busy the executors are.
 *
 * @param mode who says how many slots are used
 * @param wantedSlots how many are wanted of all together
 * @param wantedNodes nodes it takes for them
 * @param totals all executors together
 * @param workers each of them
 */
@Schema(name = "WorkersStatus")
record WorkersStatusView(
        ScalingMode mode,

        @Nullable @Schema(description = "null: all there are")
        Integer wantedSlots,

        int wantedNodes,
        Totals totals,
        List<Line> workers) {

    static WorkersStatusView of(Workforce workforce) {
        Map<NodeId, Integer> shares = workforce.shares();
        OptionalInt wanted = workforce.wanted();
        return new WorkersStatusView(
                workforce.mode(),
                wanted.isPresent() ? wanted.getAsInt() : null,
                workforce.wantedNodes(),
                Totals.of(workforce),
                workforce.workers().stream()
                        .map(worker -> Line.of(worker, shares.getOrDefault(worker.id(), 0)))
                        .toList());
    }

    /**
     * All executors together.
     *
     * @param workers how many there are
     * @param draining how many of them drain
     * @param slots most handlers they can run at once
     * @param allowedSlots how many of these may be used now
     * @param busy handlers that run
     * @param idle slots that may be used and are not
     * @param utilisation busy of allowed, 0 to 1
     */
    @Schema(name = "WorkersTotals")
    record Totals(
            int workers,
            int draining,
            int slots,
            int allowedSlots,
            int busy,
            int idle,
            @Schema(minimum = "0", maximum = "1") double utilisation) {

        static Totals of(Workforce workforce) {
            List<Worker> workers = workforce.workers();
            return new Totals(
                    workers.size(),
                    (int) workers.stream().filter(Worker::isDraining).count(),
                    workers.stream().mapToInt(Worker::slots).sum(),
                    workforce.allowed(),
                    workforce.busy(),
                    Math.max(0, workforce.allowed() - workforce.busy()),
                    workforce.utilisation());
        }
    }

    /**
     * One executor.
     *
     * @param id its id
     * @param state where it stands
     * @param slots most handlers it can run at once
     * @param allowedSlots how many of these it may use now
     * @param busy handlers it runs
     * @param idle slots that it may use and does not
     * @param utilisation busy of allowed, 0 to 1
     */
    @Schema(name = "WorkerStatus")
    record Line(
            String id,
            @Schema(allowableValues = {"ALIVE", "DRAINING"}) NodeState state,
            int slots,
            int allowedSlots,
            int busy,
            int idle,
            @Schema(minimum = "0", maximum = "1") double utilisation) {

        static Line of(Worker worker, int allowed) {
            return new Line(
                    worker.id().value(),
                    worker.isDraining() ? NodeState.DRAINING : NodeState.ALIVE,
                    worker.slots(),
                    allowed,
                    worker.busy(),
                    Math.max(0, allowed - worker.busy()),
                    Workforce.ratio(worker.busy(), allowed));
        }
    }
}
