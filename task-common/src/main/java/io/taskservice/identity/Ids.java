package io.taskservice.identity;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes UUIDv7 text (RFC 9562): time-ordered, so that B-trees append. */
public final class Ids {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static volatile TimeBasedEpochGenerator generator = Generators.timeBasedEpochGenerator();

    private Ids() {}

    /** The next id, greater than any this process made before; 36 characters. */
    public static String next() {
        return generator.generate().toString();
    }

    /** Lets a simulation, which plays the same again, make ids of its own clock and dice; null: no more of these. */
    static void drawFrom(@Nullable TimeBasedEpochGenerator other) {
        generator = other == null ? Generators.timeBasedEpochGenerator() : other;
    }

    /** The least UUIDv7 of an instant's millisecond. */
    public static String lowestAt(Instant instant) {
        String millis = "%012x".formatted(instant.toEpochMilli());
        return millis.substring(0, 8) + "-" + millis.substring(8) + "-7000-8000-000000000000";
    }

    static boolean isUuid(String text) {
        return UUID.matcher(text).matches();
    }
}
