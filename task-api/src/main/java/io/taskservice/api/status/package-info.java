/** How the service does as a whole, and what a tenant's tasks did of late. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.status;
