/** Hints between rooms and nodes that something changed; losing one costs time, never correctness. */
@org.jspecify.annotations.NullMarked
package io.taskservice.signal;
