/**
 * Runs the core of the platform on a database in memory and a clock of its own, one statement at a time in an order that
 * one seed decides, with crashes in between. The product's classes are the real ones; only their mappers are not.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.simulation;
