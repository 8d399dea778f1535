/** What tenants use, added up day by day: enough for a bill. */
@org.jspecify.annotations.NullMarked
package io.taskservice.usage;
