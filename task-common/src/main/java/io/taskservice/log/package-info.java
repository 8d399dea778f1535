/** Lines of TaskLogger and their day partitions. */
@org.jspecify.annotations.NullMarked
package io.taskservice.log;
