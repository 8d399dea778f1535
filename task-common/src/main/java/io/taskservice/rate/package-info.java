/** Token buckets in memory. */
@org.jspecify.annotations.NullMarked
package io.taskservice.rate;
