package io.taskservice.api.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Reads instants as requests write them: ISO-8601 with Z or an offset, of the years that the database can hold. */
final class Instants {

    /** What DATETIME holds. */
    private static final Instant FIRST = Instant.parse("1000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private Instants() {}

    /** Fails with {@link DateTimeException} for everything else. */
    static Instant parse(String text) {
        Instant instant = Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text));
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new DateTimeException("Not of the years 1000 to 9999");
        }
        return instant;
    }
}
