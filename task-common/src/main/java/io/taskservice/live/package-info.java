/** Live news of instances, for whoever looks on: told after the commit, only while somebody listens, and never kept. */
@org.jspecify.annotations.NullMarked
package io.taskservice.live;
