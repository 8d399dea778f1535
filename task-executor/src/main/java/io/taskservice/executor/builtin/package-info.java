/** Handlers that every server has: to try things with, and to call what speaks HTTP. */
@org.jspecify.annotations.NullMarked
package io.taskservice.executor.builtin;
