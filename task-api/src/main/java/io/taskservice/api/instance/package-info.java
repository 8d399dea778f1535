/** Instances: list, read, cancel, retry, and their logs. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.instance;
