package io.taskservice.benchmarks.child;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a child saw.
 *
 * @param figures by name; what could not be found out is absent
 * @param ran bits of the tasks that ran in this process, in base64; null: does not matter
 * @param repeated tasks that ran more than once in this process
 * @param overCap whether the time ran out; then there are no figures
 */
public record Result(Map<String, Double> figures, @Nullable String ran, int repeated, boolean overCap) {

    /** The time ran out. */
    public static final Result OVER_CAP = new Result(Map.of(), null, 0, true);

    /** In a few words. */
    public String brief() {
        Double perSecond = figures.get("perSecond");
        return perSecond == null ? "done" : "%,.0f a second".formatted(perSecond);
    }

    static Result of(Map<String, Double> figures) {
        return new Result(figures, null, 0, false);
    }
}
