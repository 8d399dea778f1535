package io.taskservice.instance;

import io.taskservice.identity.DefinitionId;
import io.taskservice.identity.InstanceId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which instances a list page shows, newest first; null: no such filter.
 *
 * @param statuses of any of these; never empty
 * @param definitionId only of this definition
 * @param handler only of this handler
 * @param bizKey only with this key
 * @param from created at or after
 * @param to created before
 * @param queue only of this queue
 * @param labels only with all of these labels; empty: whatever they have
 * @param before only older ones than this: the cursor
 */
public record InstanceFilter(
        Set<InstanceStatus> statuses,
        @Nullable DefinitionId definitionId,
        @Nullable String handler,
        @Nullable String bizKey,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String queue,
        Map<String, String> labels,
        @Nullable InstanceId before) {

    /** The label by which rows are found; the others only sift them. */
    String firstLabel() {
        return labels.keySet().iterator().next();
    }

    /** Its value. */
    String firstLabelValue() {
        return labels.values().iterator().next();
    }
}
