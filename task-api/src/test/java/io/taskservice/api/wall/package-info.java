/** The wall between tenants: every route, every role, every kind of id. */
@org.jspecify.annotations.NullMarked
package io.taskservice.api.wall;
