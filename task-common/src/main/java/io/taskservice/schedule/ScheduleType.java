package io.taskservice.schedule;

/** The four kinds of schedule, by the names the API and the column {@code schedule_type} use. */
public enum ScheduleType {
    /** At local times named by a cron expression in a time zone. */
    CRON,
    /** At anchor + k × period, whatever the instances do. */
    FIXED_RATE,
    /** A delay after the end of the last instance. */
    FIXED_DELAY,
    /** At one instant. */
    ONCE
}
