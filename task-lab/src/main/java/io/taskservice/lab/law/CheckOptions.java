package io.taskservice.lab.law;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is checked, and how strictly.
 *
 * @param since only fires after and instances made at or after; null: fires of the last 29 days (retention deletes after
 *     30, unless it is set otherwise) and all instances there are
 * @param quiescent whether everything should have come to rest: all ended and delivered, no lease over. What the platform
 *     does for itself (tenant {@code system}) never rests and is left out
 * @param notBefore quiescent: what is to start at this instant or later may still wait; null: nothing may
 * @param slack longest time a claim takes from reading the clock to holding its slot: {@code start_time} is so much too
 *     early at most
 * @param limits limits that were set throughout
 * @param journalled handlers that write journals; at least one
 */
public record CheckOptions(
        @Nullable Instant since,
        boolean quiescent,
        @Nullable Instant notBefore,
        Duration slack,
        List<Limit> limits,
        Set<String> journalled) {

    /** All there is, on a cluster that may be at work. */
    public static final CheckOptions DEFAULT =
            new CheckOptions(null, false, null, Duration.ofSeconds(1), List.of(), Set.of("journal"));

    public CheckOptions {
        limits = List.copyOf(limits);
        journalled = Set.copyOf(journalled);
        if (journalled.isEmpty()) {
            throw new IllegalArgumentException("Name a handler that writes journals, though none may be there");
        }
    }

    /** From an instant on. */
    public CheckOptions since(Instant instant) {
        return new CheckOptions(instant, quiescent, notBefore, slack, limits, journalled);
    }

    /** With everything at rest. */
    public CheckOptions atRest() {
        return new CheckOptions(since, true, notBefore, slack, limits, journalled);
    }

    /** Excusing what is to start at an instant or later. */
    public CheckOptions notBefore(Instant instant) {
        return new CheckOptions(since, quiescent, instant, slack, limits, journalled);
    }

    /** With claims that take no longer than that. */
    public CheckOptions slack(Duration longest) {
        return new CheckOptions(since, quiescent, notBefore, longest, limits, journalled);
    }

    /** With limits that were set throughout. */
    public CheckOptions limits(List<Limit> all) {
        return new CheckOptions(since, quiescent, notBefore, slack, all, journalled);
    }
}
