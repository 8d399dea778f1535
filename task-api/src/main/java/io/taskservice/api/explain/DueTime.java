package io.taskservice.api.explain;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.definition.DefinitionStatus;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.FiredInstance;
import io.taskservice.firing.GapReason;
import io.taskservice.instance.InstanceStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A due time, or several in a row of which the same became.
 *
 * @param dueTime the due time, or the first of them
 * @param lastDueTime the last of them; the same if it is one
 * @param dueTimes how many; null: more than were counted
 * @param outcome what became of it
 * @param instanceId the instance it made
 * @param instanceStatus where that stands
 * @param gapReason why it made none
 * @param note the outcome in words
 */
@Schema(name = "DueTime")
record DueTime(
        Instant dueTime,
        Instant lastDueTime,

        @Nullable @Schema(description = "How many lie between the two, both counted; null: more than 1000")
        Long dueTimes,

        Outcome outcome,
        @Nullable String instanceId,
        @Nullable InstanceStatus instanceStatus,

        @Nullable @Schema(description = "Why there is no instance; null: there is, or it is not known")
        GapReason gapReason,

        @Nullable @Schema(description = "The outcome in words")
        String note) {

    /** What becomes of a due time. */
    enum Outcome {
        /** It made an instance. */
        FIRED,
        /** It made none, and that is recorded. */
        GAP,
        /** It has come, and nobody has dealt with it yet. */
        OVERDUE,
        /** It has not come. */
        TO_COME,
        /** The definition is disabled: nothing is due. */
        DISABLED,
        /** It was passed and left neither an instance nor a gap, which must never be. */
        UNACCOUNTED
    }

    static DueTime of(FiredInstance fired) {
        return new DueTime(
                fired.fireTime(),
                fired.fireTime(),
                1L,
                Outcome.FIRED,
                fired.id().value(),
                fired.status(),
                null,
                null);
    }

    static DueTime of(FireGap gap) {
        return new DueTime(
                gap.from(), gap.to(), gap.fires(), Outcome.GAP, null, null, gap.reason(), words(gap.reason()));
    }

    static DueTime toCome(Instant due) {
        return single(due, Outcome.TO_COME, null);
    }

    static DueTime unaccounted(Instant due) {
        return single(
                due,
                Outcome.UNACCOUNTED,
                "It has been passed and left neither an instance nor a gap. This must never be: please report it");
    }

    /** Due times that have come and wait to be dealt with. */
    static DueTime overdue(Instant first, Instant last, @Nullable Long count, DefinitionStatus status) {
        String note = status == DefinitionStatus.SUSPENDED
                ? "The tenant is disabled; when it is enabled again, the misfire policy decides"
                : "Not dealt with yet; whatever is late by then, the misfire policy decides";
        return new DueTime(first, last, count, Outcome.OVERDUE, null, null, null, note);
    }

    static DueTime disabled(Instant first, Instant last, @Nullable Long count) {
        return new DueTime(
                first, last, count, Outcome.DISABLED, null, null, null, "The definition is disabled: nothing is due");
    }

    private static DueTime single(Instant due, Outcome outcome, @Nullable String note) {
        return new DueTime(due, due, 1L, outcome, null, null, null, note);
    }

    private static String words(GapReason reason) {
        return switch (reason) {
            case MISFIRE -> "Found later than its misfire threshold, and the misfire policy left it out";
            case OVERLAP -> "An earlier instance was active, and the overlap policy left it out";
            case DST -> "A clock change skipped its local time, and dstGapPolicy is SKIP";
            case ALREADY_FIRED -> "The cursor had been moved back by hand, and it has its instance";
            case DELETED -> "It made an instance, which ended and was deleted by a person";
        };
    }
}
