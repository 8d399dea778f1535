/** Deliveries: each event on its way to each of those who are told, until it has arrived or its tries are used up. */
@org.jspecify.annotations.NullMarked
package io.taskservice.delivery;
