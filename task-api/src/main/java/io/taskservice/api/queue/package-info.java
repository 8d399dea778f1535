/** Queues: what is in them, their limits and pauses, and the limits of tenants as a whole. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.queue;
