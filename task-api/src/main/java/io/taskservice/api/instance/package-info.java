/** Instances: list, read, cancel, retry, move, delete, and their logs. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.instance;
