/** What every change shares: one transaction with its audit entry and idempotency key, signals after the commit. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.change;
