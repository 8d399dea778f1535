/** Quotas of tenants over REST, what holds requests to them, and what tenants have used. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.quota;
