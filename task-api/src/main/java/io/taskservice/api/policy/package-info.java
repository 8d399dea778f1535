/** What requests of several kinds say alike: params, queues, priorities, how attempts are bounded and repeated. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.policy;
