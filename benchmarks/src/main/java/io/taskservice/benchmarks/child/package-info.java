/** What a child process does: it measures one system once, in a schema of its own, and prints what it saw. */
@org.jspecify.annotations.NullMarked
package io.taskservice.benchmarks.child;
