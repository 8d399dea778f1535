/**
 * The laboratory: it reads what a cluster has left in its database, and says whether the promises were kept.
 *
 * <p>{@link io.taskservice.lab.HistoryChecker} is the way in for tests, {@link io.taskservice.lab.Lab} the command line. The
 * promises themselves are in {@code io.taskservice.lab.law}, what handlers wrote beside the database in {@code
 * io.taskservice.lab.journal}. No other module of the product depends on this one.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.lab;
