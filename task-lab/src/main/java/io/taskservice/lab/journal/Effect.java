package io.taskservice.lab.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt did outside, by a journal.
 *
 * @param instance the instance
 * @param attempt number of the attempt
 * @param node who ran it
 * @param begin when it began; null: only its end was written
 * @param end when it was done; null: that was never written
 * @param fenced whether it knew at its end that its lease was lost
 */
public record Effect(
        String instance,
        int attempt,
        String node,
        @Nullable Instant begin,
        @Nullable Instant end,
        boolean fenced) {

    /** Whether there was a moment at which both may have been at work. */
    public boolean overlaps(Effect other) {
        return begin != null
                && other.begin != null
                && (other.end == null || begin.isBefore(other.end))
                && (end == null || other.begin.isBefore(end));
    }

    Effect ended(JournalLine line) {
        return new Effect(instance, attempt, node, begin, line.at(), line.fenced());
    }

    @Override
    public String toString() {
        return "attempt " + attempt + " of " + node + " from " + begin + " to " + end + (fenced ? ", fenced" : "");
    }
}
