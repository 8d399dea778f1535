/**
 * When a definition is due: pure functions from an instant to the fire times around it.
 *
 * <p>The story in four sentences. A {@link io.taskservice.schedule.Schedule} is a set of fire instants that can be
 * asked for the next one after, or the last one before, any instant. A {@link io.taskservice.schedule.Timetable} is a
 * schedule seen through a {@link io.taskservice.schedule.ValidityWindow}; it is what the rest of the system holds.
 * Whoever types a schedule wrongly gets an {@link io.taskservice.schedule.InvalidScheduleException} that says what,
 * where, and what instead. Whoever typed it rightly can see its future in a
 * {@link io.taskservice.schedule.SchedulePreview} and read it in words through
 * {@link io.taskservice.schedule.ScheduleDescription}.
 *
 * <p>Cron is the larger part: {@code CronParser} turns text into {@code CronTerm}s, {@code TimeOfDaySet} and
 * {@code DaySet} turn terms into bit masks over local time, and {@code RealTimeFires} or {@code WallClockFires} carry
 * local time on to the time line, which is where daylight saving is decided.
 *
 * <p>Nothing here reads a clock, a file or a database. Fire times are whole milliseconds, as the tables keep them, and
 * none lies after {@link io.taskservice.schedule.Schedule#LAST_INSTANT}.
 */
@NullMarked
package io.taskservice.schedule;

import org.jspecify.annotations.NullMarked;
