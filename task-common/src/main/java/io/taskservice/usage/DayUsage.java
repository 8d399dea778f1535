package io.taskservice.usage;

import java.time.LocalDate;

/**
 * What a tenant used on one day.
 *
 * @param day the day, UTC
 * @param counts what it used
 */
public record DayUsage(LocalDate day, UsageCounts counts) {}
