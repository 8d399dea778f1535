package io.taskservice.lab.law;

import java.util.List;

/**
 * What was found out about all laws.
 *
 * @param laws law by law, in their order
 */
public record CheckReport(List<OfLaw> laws) {

    public CheckReport {
        laws = List.copyOf(laws);
    }

    /**
     * What was found out about one law.
     *
     * @param law which
     * @param looked how many things were looked at: due times, instances, attempts, events and so on
     * @param violations how many break it; of what a single statement finds, 1,000 at most
     * @param kept the first 100 of them
     */
    public record OfLaw(Law law, long looked, long violations, List<Violation> kept) {

        public OfLaw {
            kept = List.copyOf(kept);
        }
    }

    /** Whether every promise was kept. */
    public boolean isClean() {
        return laws.stream().allMatch(one -> one.violations() == 0);
    }

    /** Of each law the first 100. */
    public List<Violation> violations() {
        return laws.stream().flatMap(one -> one.kept().stream()).toList();
    }
}
