package io.taskservice.api.explain;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.cluster.Wish;
import io.taskservice.definition.DefinitionStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a definition fires, and what became of its due times.
 *
 * @param definitionId the definition
 * @param status whether it fires, by its owner's wish and its tenant's state
 * @param verdict whether it does
 * @param blockers what keeps it from firing now
 * @param nextFireTime the first due time that was not dealt with
 * @param lateMs how late that is
 * @param schedulers who would fire it
 * @param from begin of the stretch of time, inclusive
 * @param to its end, exclusive
 * @param certainSince since when every due time is known
 * @param dueTimes what became of them
 * @param nextTo where to go on
 * @param asOf when all that was looked at
 */
@Schema(name = "DefinitionExplanation", example = Examples.DEFINITION)
record DefinitionExplanation(
        String definitionId,
        DefinitionStatus status,

        @Schema(description = "Whether it fires, in a word and in a sentence")
        FiringVerdict verdict,

        @Schema(description = "What keeps it from firing now, the weightiest first")
        List<Blocker> blockers,

        @Nullable @Schema(description = "The first due time that was not dealt with; null: none")
        Instant nextFireTime,

        @Schema(description = "How late that is, in milliseconds; 0: it is to come")
        long lateMs,

        Schedulers schedulers,
        @Schema(description = "Inclusive") Instant from,
        @Schema(description = "Exclusive") Instant to,

        @Nullable
        @Schema(
                description =
                        "Of due times after this instant none is left out, and each is accounted for: the definition"
                                + " has not been changed since, and nothing was deleted for its age. Before it, what is recorded"
                                + " is told. Null: a FIXED_DELAY has no due times but those it has had")
        Instant certainSince,

        @Schema(description = "The latest first, at most 200; those in a row of which the same became, as one")
        List<DueTime> dueTimes,

        @Nullable @Schema(description = "There are more: give it as to, to go on; null: these are all")
        Instant nextTo,

        @Schema(description = "By the database's clock") Instant asOf) {

    /**
     * Who would fire it.
     *
     * @param live how many schedulers live
     * @param wish what they have been asked to do
     */
    @Schema(name = "LiveSchedulers")
    record Schedulers(int live, Wish wish) {}
}
