package io.taskservice.scheduler;

import io.taskservice.firing.FireGap;
import io.taskservice.firing.Firing;
import io.taskservice.firing.GapReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a scan did.
 *
 * @param definitions how many definitions were due
 * @param instances how many instances it made
 * @param misfires how many fire times were later than their definition's threshold, fired or not
 * @param next the fire times to come of these definitions
 * @param upTo MySQL's time of the scan: what was due then is dealt with, unless there is more
 * @param mayBeMore whether the batch was full
 * @param replaces whether running instances were asked to make way
 */
record Fired(
        int definitions,
        int instances,
        long misfires,
        List<Instant> next,
        Instant upTo,
        boolean mayBeMore,
        boolean replaces) {

    static final Fired NOTHING = nothing(Instant.EPOCH);

    static Fired nothing(Instant upTo) {
        return new Fired(0, 0, 0, List.of(), upTo, false, false);
    }

    static Fired of(List<Firing> firings, Instant now, boolean full) {
        return new Fired(
                firings.size(),
                firings.stream().mapToInt(firing -> firing.instances().size()).sum(),
                firings.stream().mapToLong(firing -> misfires(firing, now)).sum(),
                firings.stream().map(Firing::next).filter(Objects::nonNull).toList(),
                now,
                full || firings.stream().anyMatch(firing -> isDue(firing, now)),
                firings.stream().anyMatch(Firing::replacesActive));
    }

    Fired and(Fired other) {
        return new Fired(
                definitions + other.definitions,
                instances + other.instances,
                misfires + other.misfires,
                Stream.concat(next.stream(), other.next.stream()).toList(),
                other.upTo,
                other.mayBeMore,
                replaces || other.replaces);
    }

    Fired full() {
        return new Fired(definitions, instances, misfires, next, upTo, true, replaces);
    }

    private static boolean isDue(Firing firing, Instant now) {
        Instant next = firing.next();
        return next != null && !next.isAfter(now);
    }

    private static long misfires(Firing firing, Instant now) {
        Duration threshold = firing.definition().firing().misfireThreshold();
        long late = firing.instances().stream()
                .filter(instance -> Objects.requireNonNull(instance.origin().fireTime())
                        .plus(threshold)
                        .isBefore(now))
                .count();
        return late
                + firing.gaps().stream()
                        .filter(gap -> gap.reason() == GapReason.MISFIRE)
                        .mapToLong(FireGap::fires)
                        .sum();
    }
}
