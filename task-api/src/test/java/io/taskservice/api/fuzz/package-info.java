/** Hostile requests of every operation in the OpenAPI document, by the ten thousand, and what must be true of every answer. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.fuzz;
