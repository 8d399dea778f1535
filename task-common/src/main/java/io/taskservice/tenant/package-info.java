/** Tenants, and the API keys that speak for them. */
@org.jspecify.annotations.NullMarked
package io.taskservice.tenant;
