package io.taskservice.schedule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The bounds and the precision of the instants that a schedule is made of. */
final class StorableInstant {

    private StorableInstant() {}

    /** The instant as the tables keep it: cut to the millisecond, refused before 1970 and after the year 9999. */
    static Instant checked(String field, Instant instant) {
        if (instant.isAfter(Schedule.LAST_INSTANT) || instant.isBefore(Instant.EPOCH)) {
            throw new InvalidScheduleException(
                    field, field + " is " + instant + "; choose an instant from 1970 to the end of 9999");
        }
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
