/** The audit log over REST: who did what, and whether anybody has changed the log behind our back. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.audit;
