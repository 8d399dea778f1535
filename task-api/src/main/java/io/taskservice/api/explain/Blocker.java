package io.taskservice.api.explain;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that is in the way.
 *
 * @param code what, for machines
 * @param message what, for people
 * @param since since when
 * @param until when it ends by itself
 * @param details what belongs to it, by name
 */
@Schema(name = "Blocker")
record Blocker(
        BlockerCode code,
        String message,

        @Nullable @Schema(description = "Since when; null: not known")
        Instant since,

        @Nullable @Schema(description = "When it ends by itself; null: nobody can tell")
        Instant until,

        @Schema(description = "What belongs to the code: limit, running, key, queue, handler, nodes; see docs/api.md")
        Map<String, Object> details) {

    static Blocker of(BlockerCode code, String message) {
        return new Blocker(code, message, null, null, Map.of());
    }

    Blocker since(@Nullable Instant instant) {
        return new Blocker(code, message, instant, until, details);
    }

    Blocker until(@Nullable Instant instant) {
        return new Blocker(code, message, since, instant, details);
    }

    /** With one more detail; null: without. */
    Blocker with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new TreeMap<>(details);
        more.put(name, value);
        return new Blocker(code, message, since, until, more);
    }
}
