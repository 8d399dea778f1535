/** The systems that are measured, each behind {@link io.taskservice.benchmarks.engine.Engine}. */
@org.jspecify.annotations.NullMarked
package io.taskservice.benchmarks.engine;
