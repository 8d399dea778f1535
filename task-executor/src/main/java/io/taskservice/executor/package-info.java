/**
 * Claims become handler calls and completions.
 *
 * <p>{@link io.taskservice.executor.ClaimLoop} pulls as many instances as there are free slots; {@link
 * io.taskservice.executor.InstanceRunner} takes each claim through resolve, perform, outcome, complete; {@link
 * io.taskservice.executor.Writer} writes logs, progress and completions in batches; {@link
 * io.taskservice.executor.Watchdog} stops what is cancelled, late or no longer this node's.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.executor;
