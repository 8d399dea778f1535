package io.taskservice.benchmarks.child;

import java.util.Map;

/**
 * How long things took, in milliseconds.
 *
 * @param p50 half of them at most so long
 * @param p95 95 of 100 at most so long
 * @param p99 99 of 100 at most so long
 * @param max the longest
 */
record Percentiles(double p50, double p95, double p99, double max) {

    /** Of sorted values, of which {@code unit} make a millisecond. */
    static Percentiles of(long[] sorted, double unit) {
        if (sorted.length == 0) {
            return new Percentiles(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        return new Percentiles(
                at(sorted, 0.50) / unit, at(sorted, 0.95) / unit, at(sorted, 0.99) / unit, at(sorted, 1) / unit);
    }

    void putInto(Map<String, Double> figures) {
        figures.put("p50Ms", p50);
        figures.put("p95Ms", p95);
        figures.put("p99Ms", p99);
        figures.put("maxMs", max);
    }

    /** The least value that so large a part of them does not exceed. */
    private static long at(long[] sorted, double part) {
        int rank = (int) Math.ceil(part * sorted.length);
        return sorted[Math.max(rank, 1) - 1];
    }
}
