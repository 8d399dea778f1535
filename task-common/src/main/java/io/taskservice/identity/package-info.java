/** Small types for the ids that travel between packages, so that one is never taken for another. */
@org.jspecify.annotations.NullMarked
package io.taskservice.identity;
