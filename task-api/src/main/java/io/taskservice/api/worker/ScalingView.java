package io.taskservice.api.worker;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.identity.NodeId;
import io.taskservice.scaling.ScalingMode;
import io.taskservice.scaling.Workforce;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How many slots are wanted, and what becomes of that.
 *
 * @param wanted slots of all executors together
 * @param mode who wants them
 * @param capacity slots of all live executors that do not drain
 * @param wantedNodes nodes it takes for what is wanted, each as large as the largest
 * @param shares what each executor may use
 */
@Schema(name = "Scaling")
record ScalingView(
        @Nullable @Schema(description = "null: all there are")
        Integer wanted,

        ScalingMode mode,
        int capacity,
        int wantedNodes,
        List<Share> shares) {

    static ScalingView of(Workforce workforce) {
        Map<NodeId, Integer> shares = workforce.shares();
        OptionalInt wanted = workforce.wanted();
        return new ScalingView(
                wanted.isPresent() ? wanted.getAsInt() : null,
                workforce.mode(),
                workforce.capacity(),
                workforce.wantedNodes(),
                workforce.workers().stream()
                        .map(worker ->
                                new Share(worker.id().value(), worker.slots(), shares.getOrDefault(worker.id(), 0)))
                        .toList());
    }

    /**
     * What an executor may use.
     *
     * @param id its id
     * @param slots most handlers it can run at once
     * @param allowedSlots how many of these it may use
     */
    @Schema(name = "SlotShare")
    record Share(String id, int slots, int allowedSlots) {}
}
