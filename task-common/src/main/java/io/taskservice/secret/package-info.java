/**
 * Secrets at rest: the master keys, the box that seals values with them, the secrets of tenants and how params refer to
 * those. Nothing here ever prints a value.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.secret;
