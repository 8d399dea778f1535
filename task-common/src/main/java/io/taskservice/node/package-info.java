/** Processes, the roles they play, and the lease each renews for all its claims. */
@org.jspecify.annotations.NullMarked
package io.taskservice.node;
