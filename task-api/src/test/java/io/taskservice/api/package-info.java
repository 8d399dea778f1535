/** The API as clients see it: over HTTP, on a real database. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api;
