package io.taskservice.benchmarks;

import io.taskservice.benchmarks.child.Result;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts together what processes saw that measured at once, and checks that each task ran exactly once. */
final class Together {

    private static final String PROCESS_CPU = "processCpuMs";
    private static final String ALLOCATED = "allocatedBytes";

    private Together() {}

    /** One result of them: what the first saw of the database, and what all of them used. */
    static Result of(List<Result> results, int tasks) {
        if (results.stream().anyMatch(Result::overCap)) {
            return Result.OVER_CAP;
        }
        Result first = results.get(0);
        if (first.ran() == null) {
            return first;
        }
        requireOnceEach(results, tasks);
        Map<String, Double> figures = new HashMap<>(first.figures());
        for (Result other : results.subList(1, results.size())) {
            add(figures, other, PROCESS_CPU);
            add(figures, other, ALLOCATED);
        }
        return new Result(figures, null, 0, false);
    }

    private static void add(Map<String, Double> figures, Result other, String name) {
        figures.computeIfPresent(name, (key, value) -> value + other.figures().getOrDefault(name, 0.0));
    }

    private static void requireOnceEach(List<Result> results, int tasks) {
        BitSet all = new BitSet(tasks);
        int repeated = 0;
        for (Result result : results) {
            BitSet ran = BitSet.valueOf(Base64.getDecoder().decode(String.valueOf(result.ran())));
            BitSet again = (BitSet) ran.clone();
            again.and(all);
            repeated += again.cardinality() + result.repeated();
            all.or(ran);
        }
        if (repeated > 0 || all.cardinality() != tasks) {
            throw new MeasurementFailedException("Of %,d tasks %,d ran, and %,d of them more than once"
                    .formatted(tasks, all.cardinality(), repeated));
        }
    }
}
