package io.taskservice.api.worker;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.stats.ExecutionCounts;
import java.util.List;

/**
 * What ended of late, of all tenants.
 *
 * @param minutes how far back it looks, the current minute included
 * @param totals on all nodes together
 * @param workers on each node; one that is gone since too
 */
@Schema(name = "WorkersStats")
record WorkerStatsView(@Schema(example = "5") int minutes, Counts totals, List<Line> workers) {

    /**
     * What ended on one node.
     *
     * @param id its id
     * @param successes instances that ended SUCCESS
     * @param failures instances that ended FAILED
     * @param averageSeconds mean duration of their last attempts
     */
    @Schema(name = "WorkerStats")
    record Line(
            String id,
            long successes,
            long failures,
            @Schema(description = "0 when none ended") double averageSeconds) {

        static Line of(String id, ExecutionCounts counts) {
            return new Line(id, counts.successes(), counts.failures(), counts.averageSeconds());
        }
    }

    /**
     * How much ended.
     *
     * @param successes instances that ended SUCCESS
     * @param failures instances that ended FAILED
     * @param averageSeconds mean duration of their last attempts
     */
    @Schema(name = "EndedCounts")
    record Counts(
            long successes,
            long failures,
            @Schema(description = "0 when none ended") double averageSeconds) {

        static Counts of(ExecutionCounts counts) {
            return new Counts(counts.successes(), counts.failures(), counts.averageSeconds());
        }
    }
}
