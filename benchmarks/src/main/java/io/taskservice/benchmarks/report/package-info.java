/** Turns what the children saw into medians, ratios, a table and a file. */
@org.jspecify.annotations.NullMarked
package io.taskservice.benchmarks.report;
