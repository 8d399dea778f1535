/**
 * The proofs of the schedules: tables of examples, every clock change of every zone, and random expressions against
 * {@code CronOracle}, a second reading of the specification that shares no code with the first.
 */
@org.jspecify.annotations.NullMarked
package io.taskservice.schedule;
