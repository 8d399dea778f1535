/** The optional connection to Redis: hints between nodes and partition locks. Nothing that must survive lives there. */
@org.jspecify.annotations.NullMarked
package io.taskservice.redis;
