/** How many slots the executors use: what is wanted of them together, and the share of each. */
@org.jspecify.annotations.NullMarked
package io.taskservice.scaling;
