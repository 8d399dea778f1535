/** Routes of webhooks: who is told of events, what became of each delivery, and the secrets that sign them. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.webhook;
