/** What people wish of the whole cluster, and a cheap look at what needs doing. */
@org.jspecify.annotations.NullMarked
package io.taskservice.cluster;
