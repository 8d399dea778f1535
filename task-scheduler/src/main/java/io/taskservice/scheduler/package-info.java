/**
 * Due definitions become instances, and instances are looked after.
 *
 * <p>{@link io.taskservice.scheduler.FireLoop} waits for the next fire time it knows of and calls {@link
 * io.taskservice.scheduler.DueScan}, which locks what is due, has {@link io.taskservice.scheduler.FiringPlan} decide, and
 * writes instances and cursors in one transaction. {@link io.taskservice.scheduler.PulseLoop} looks once a second for
 * everything else: people's wishes, dead nodes, instances whose time has come, fires nobody else made. {@link
 * io.taskservice.scheduler.InvariantAudit} looks whether all of that was done.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.scheduler;
