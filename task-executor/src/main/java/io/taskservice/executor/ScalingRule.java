package io.taskservice.executor;

/**
 * Decides how many slots come next.
 *
 * @param min fewest slots
 * @param max most slots
 * @param threshold how busy the slots must be for more, 0 to 1
 */
record ScalingRule(int min, int max, double threshold) {

    /**
     * The next number of slots: half as many more, at least one, while the slots are busy and work waits; a quarter
     * fewer, at least one, while not half as many are busy and nothing waits; otherwise the same.
     *
     * @param slots how many are wanted now
     * @param utilisation of those that may be used, 0 to 1
     * @param isWorkWaiting whether anything waits that an executor could run
     */
    int next(int slots, double utilisation, boolean isWorkWaiting) {
        if (isWorkWaiting && utilisation >= threshold) {
            return within((long) slots + Math.max(1, slots / 2));
        }
        if (!isWorkWaiting && utilisation < threshold / 2) {
            return within((long) slots - Math.max(1, slots / 4));
        }
        return within(slots);
    }

    /** The nearest number of slots that is allowed. */
    int within(long slots) {
        return (int) Math.max(min, Math.min(max, slots));
    }
}
