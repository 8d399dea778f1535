/**
 * Queues: named lines of a tenant's instances, which people pause and limit.
 *
 * <p>A lane is what one queue holds of one tenant. Claims go lane by lane; a lane that is paused, full or over its rate is
 * passed over without a look at its instances, so that nothing behind it waits for it.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.queue;
