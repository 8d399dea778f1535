package io.taskservice.queue;

/**
 * What was created in a queue of a tenant in a stretch of time, and what has become of it.
 *
 * @param name the queue
 * @param created instances created
 * @param ended of them, ended by now
 * @param failed of them, ended badly
 */
public record QueueFlow(String name, long created, long ended, long failed) {

    /** Of a queue to which nothing came. */
    public static QueueFlow none(String name) {
        return new QueueFlow(name, 0, 0, 0);
    }
}
