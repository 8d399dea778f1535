package io.taskservice.api.status;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.instance.InstanceCounts;
import io.taskservice.instance.InstanceStatus;
import java.time.Instant;
import java.util.Map;

/**
 * What a tenant's tasks do and did.
 *
 * @param active how many instances are in each status that is not the last
 * @param since how far back the others look: a day
 * @param ended those that were created since and have ended, by status
 */
@Schema(name = "TaskStats")
record TaskStatsView(Map<InstanceStatus, Long> active, Instant since, Map<InstanceStatus, Ended> ended) {

    /**
     * Instances that have ended in one status.
     *
     * @param instances how many
     * @param averageSeconds mean duration of their last attempts
     */
    @Schema(name = "EndedInstances")
    record Ended(
            @Schema(description = "Counted up to 100,000") long instances,

            @Schema(description = "Of the newest 10,000; 0 when none was run")
            double averageSeconds) {

        static Ended of(InstanceCounts.Count count) {
            Double millis = count.averageMillis();
            return new Ended(count.instances(), millis == null ? 0 : millis / 1000);
        }
    }
}
