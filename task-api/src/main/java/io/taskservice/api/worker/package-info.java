/** The executors: what each is and does, how many slots they use together, draining, and the handlers they have. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.worker;
