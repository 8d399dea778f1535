/**
 * The platform's own work, done by ordinary handlers of the tenant {@code system}: monitoring, health, cleaning up. When
 * it is due is said by definitions like any other, which the migrations make.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.executor.housekeeping;
