package io.taskservice.lab.law;

/**
 * A limit that was set all the time, which the history cannot know by itself.
 *
 * @param tenant whose
 * @param queue the queue, or {@link #ALL_QUEUES} for the tenant as a whole
 * @param most most instances that may run at once
 */
public record Limit(String tenant, String queue, int most) {

    /** Stands for the tenant as a whole. */
    public static final String ALL_QUEUES = "*";

    boolean isOf(InstanceFacts instance) {
        return tenant.equals(instance.tenantId()) && (queue.equals(ALL_QUEUES) || queue.equals(instance.queue()));
    }
}
