/** Instances that failed for good: look at them, run them again, let them be. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.deadletter;
