package io.taskservice.benchmarks.report;

import io.taskservice.benchmarks.child.Result;
import java.util.List;
import java.util.Objects;

/**
 * All rounds of one system.
 *
 * @param system its name
 * @param rounds what was seen in each
 */
public record Series(String system, List<Result> rounds) {

    /** The figure of each round that has it. */
    public List<Double> all(String figure) {
        return rounds.stream()
                .map(result -> result.figures().get(figure))
                .filter(Objects::nonNull)
                .toList();
    }

    /** The median of a figure; NaN: no round has it. */
    public double median(String figure) {
        return median(all(figure));
    }

    /** Whether any round took too long. */
    public boolean isOverCap() {
        return rounds.stream().anyMatch(Result::overCap);
    }

    /** The middle one, or the mean of the two in the middle; NaN: there is none. */
    public static double median(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
