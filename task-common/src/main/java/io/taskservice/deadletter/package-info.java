/** Instances that failed for good and wait for a person, grouped by what went wrong. */
@org.jspecify.annotations.NullMarked
package io.taskservice.deadletter;
