/** Measures the platform beside a bare JDBC loop and other schedulers, on the same database server. */
@org.jspecify.annotations.NullMarked
package io.taskservice.benchmarks;
