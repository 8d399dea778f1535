/** Clusters of real processes to which everything happens that can happen. */
@org.jspecify.annotations.NullMarked
package io.taskservice.server.chaos;
