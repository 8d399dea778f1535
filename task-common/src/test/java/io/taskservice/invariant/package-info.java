@org.jspecify.annotations.NullMarked
package io.taskservice.invariant;
