package io.taskservice.api.deadletter;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of many dead letters.
 *
 * @param matched how many are meant
 * @param done how many of them were run again, or discarded
 * @param refused how many were left because another instance of their definition is active
 * @param dryRun whether they were only counted
 * @param lastRunAt when the last of the new instances starts
 */
@Schema(name = "BulkResult")
record BulkView(
        @Schema(description = "How many are meant; with dryRun this is all there is")
        long matched,

        @Schema(
                description = "How many of them were run again, or discarded; the rest is beyond the limit, refused, or"
                        + " just being dealt with by another request")
        long done,

        @Schema(
                description = "How many stay because another instance of their definition is active and its"
                        + " overlapPolicy is FORBID")
        long refused,

        boolean dryRun,

        @Nullable
        @Schema(description = "When the last of the new instances starts, at the rate asked for; null: none was made")
        Instant lastRunAt) {}
