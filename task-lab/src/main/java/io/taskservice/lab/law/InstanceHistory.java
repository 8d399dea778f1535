package io.taskservice.lab.law;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An instance and the attempts that were followed by another.
 *
 * @param instance its row, which holds its last attempt
 * @param past the others, by their numbers
 */
record InstanceHistory(InstanceFacts instance, List<PastFacts> past) {

    InstanceHistory {
        past = List.copyOf(past);
    }

    /** Whether the last attempt is one of the past ones: the instance waits again, or was cancelled while it did. */
    boolean lastIsPast() {
        return past(instance.attempt()).isPresent();
    }

    /** The past attempt of a number. */
    Optional<PastFacts> past(int attempt) {
        return past.stream().filter(one -> one.attempt() == attempt).findFirst();
    }

    /** Who was granted an attempt; null: nobody was. */
    @Nullable
    String nodeOf(int attempt) {
        if (attempt == instance.attempt() && attempt > 0) {
            return instance.node();
        }
        return past(attempt).map(PastFacts::node).orElse(null);
    }

    /** When an attempt was over, as far as the database knows; null: it is not yet. */
    @Nullable
    Instant endOf(int attempt) {
        return past(attempt).map(PastFacts::endTime).orElse(attempt == instance.attempt() ? instance.endTime() : null);
    }
}
