/** Counts of what ended, from which every node computes the same rolling rates. */
@org.jspecify.annotations.NullMarked
package io.taskservice.stats;
