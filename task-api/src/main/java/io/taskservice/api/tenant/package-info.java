/** Tenants and their keys, for platform administrators. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.tenant;
