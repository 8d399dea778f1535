/**
 * The promises as laws over the tables, each a class of its own.
 *
 * <p>Some are SQL that returns only what breaks them. The others look at one instance after the other: {@link
 * io.taskservice.lab.law.HistoryWalk} reads instances and their attempts in the order of their ids, a page at a time, and
 * shows each to all of them. Nothing here writes, and nothing uses the statements of the engine it judges.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.lab.law;
