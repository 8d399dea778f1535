/** How an instance is routed, retried and timed out: values that a definition sets and each of its instances carries. */
@org.jspecify.annotations.NullMarked
package io.taskservice.work;
