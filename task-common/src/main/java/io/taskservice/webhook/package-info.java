/** Webhooks: who is told of a tenant's events, and the secrets that sign what they are told. */
@org.jspecify.annotations.NullMarked
package io.taskservice.webhook;
