package io.taskservice.lab.law;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Stretches of time in which a slot of some limit was taken, and the first moment at which there were too many. */
final class Occupancy {

    private final List<Stretch> stretches = new ArrayList<>();

    /**
     * A slot that was taken.
     *
     * @param from from then on, epoch milliseconds
     * @param to until then, excluded
     * @param most most that may be taken then, this one counted
     */
    private record Stretch(long from, long to, int most) {}

    /**
     * A moment at which more were taken than may.
     *
     * @param at when
     * @param taken how many
     * @param most how many may
     */
    record Crowd(Instant at, int taken, int most) {}

    /** Adds one; {@code to} null: it is still taken. An empty one counts for nothing. */
    void add(Instant from, @Nullable Instant to, int most) {
        long end = to == null ? Long.MAX_VALUE : to.toEpochMilli();
        if (from.toEpochMilli() < end) {
            stretches.add(new Stretch(from.toEpochMilli(), end, most));
        }
    }

    /** How many there are. */
    int size() {
        return stretches.size();
    }

    /** The first moment at which one was added to too many; it goes through them by their starts. */
    Optional<Crowd> firstCrowd() {
        stretches.sort(Comparator.comparingLong(Stretch::from));
        PriorityQueue<Long> ends = new PriorityQueue<>();
        for (Stretch stretch : stretches) {
            while (!ends.isEmpty() && ends.peek() <= stretch.from()) {
                ends.poll();
            }
            ends.add(stretch.to());
            if (ends.size() > stretch.most()) {
                return Optional.of(new Crowd(Instant.ofEpochMilli(stretch.from()), ends.size(), stretch.most()));
            }
        }
        return Optional.empty();
    }
}
