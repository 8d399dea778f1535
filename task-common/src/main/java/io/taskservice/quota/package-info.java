/**
 * How much tenants may have and do.
 *
 * <p>What can be counted exactly for the price of a row lock is exact: definitions, and instances that run. The rest is
 * counted at a distance, a second behind at most: what waits, rates, bytes of logs.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.quota;
