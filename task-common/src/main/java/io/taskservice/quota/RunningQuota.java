package io.taskservice.quota;

/**
 * A tenant's quota of what runs.
 *
 * @param most most of its instances that may run at once
 * @param running how many do
 */
public record RunningQuota(int most, long running) {

    /** Whether as many run as may. */
    public boolean isFull() {
        return running >= most;
    }
}
