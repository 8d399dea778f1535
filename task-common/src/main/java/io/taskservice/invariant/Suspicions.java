package io.taskservice.invariant;

import static java.util.stream.Collectors.toMap;

import io.taskservice.database.TaskDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is wrong from what is only late.
 *
 * <ol>
 *   <li>What looks wrong is noted, with what it looks like.
 *   <li>It is believed when it has looked the same for a while, at every look in between.
 *   <li>Nothing counts that was noted before this process began to look, or before a stretch without looks: while no
 *       scheduler was at work, or the database was away, being late was nobody's fault.
 * </ol>
 *
 * What is believed is forgotten with that: if it stays as it is, it is noted anew, and believed again after as long.
 */
final class Suspicions {

    private final TaskDatabase database;
    private final SuspicionMapper mapper;
    private final Duration longestBlink;
    private @Nullable Instant atWorkSince;

    /** {@code longestBlink}: longest time between two looks that are one after the other. */
    Suspicions(TaskDatabase database, Duration longestBlink) {
        this.database = database;
        this.mapper = database.mapper(SuspicionMapper.class);
        this.longestBlink = longestBlink;
    }

    /** Which of those that look wrong now have done so for {@code patience}. */
    List<Suspect> believe(Invariant invariant, List<Suspect> found, Duration patience) {
        if (found.isEmpty() && atWorkSince != null) {
            mapper.of(invariant.key()).forEach(row -> mapper.clear(invariant.key(), row.subject(), row.seen()));
            return found;
        }
        Instant now = database.now();
        Set<String> known = known(invariant, found, now);
        found.forEach(suspect -> mapper.see(invariant.key(), suspect, now));
        return found.stream()
                .filter(suspect -> known.contains(suspect.subject()))
                .filter(suspect -> mapper.believe(invariant.key(), suspect, patience) == 1)
                .toList();
    }

    /** Those of these that looked the same before; what is noted of others counts no more. */
    private Set<String> known(Invariant invariant, List<Suspect> found, Instant now) {
        Instant since = since(now);
        Map<String, String> looks = found.stream().collect(toMap(Suspect::subject, Suspect::seen, (one, other) -> one));
        Set<String> known = new HashSet<>();
        for (SuspicionMapper.Row row : mapper.of(invariant.key())) {
            boolean counts = !row.firstSeenAt().isBefore(since)
                    && !row.lastSeenAt().plus(longestBlink).isBefore(now);
            if (counts && row.seen().equals(looks.get(row.subject()))) {
                known.add(row.subject());
            } else {
                mapper.clear(invariant.key(), row.subject(), row.seen());
            }
        }
        return known;
    }

    private Instant since(Instant now) {
        Instant since = atWorkSince == null ? now : atWorkSince;
        atWorkSince = since;
        return since;
    }
}
