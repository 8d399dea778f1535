/** The schedulers as one: status, start, stop, restart, what runs. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.scheduler;
