/** The transactional outbox: events are written with the change they tell of, and only where somebody wants them. */
@org.jspecify.annotations.NullMarked
package io.taskservice.event;
