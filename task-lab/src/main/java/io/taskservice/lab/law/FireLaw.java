package io.taskservice.lab.law;

import io.taskservice.definition.DefinitionStatus;
import io.taskservice.schedule.ScheduleType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Each due time that a cursor has passed is in exactly one instance or one gap.
 *
 * <p>What is due is worked out anew for CRON, FIXED_RATE and ONCE, from the last edit of the definition on: what it was before
 * is not known any more. Of a FIXED_DELAY it is only known that its chain never stands still.
 */
final class FireLaw {

    /** A day less than instances and gaps are kept by default. */
    private static final Duration KEPT = Duration.ofDays(29);

    private static final int DEFINITIONS = 500;
    private static final int ROWS = 5000;

    private final FireMapper mapper;
    private final CheckOptions options;
    private final Instant now;
    private final Findings findings;
    private final Map<String, Instant> edited = new HashMap<>();

    FireLaw(FireMapper mapper, CheckOptions options, Instant now, Findings findings) {
        this.mapper = mapper;
        this.options = options;
        this.now = now;
        this.findings = findings;
    }

    void check() {
        Iterator<DefinitionFacts> all =
                new Paged<>(DEFINITIONS, last -> mapper.definitions(last == null ? "" : last.id(), DEFINITIONS));
        all.forEachRemaining(definition -> {
            edited.put(definition.id(), definition.updatedAt());
            if (definition.scheduleType() != ScheduleType.FIXED_DELAY) {
                check(definition);
            }
        });
        findings.broken(mapper.chainsThatStandStill(Broken.MOST));
    }

    /** When each definition was last edited, once they have been checked. */
    Map<String, Instant> edited() {
        return edited;
    }

    private void check(DefinitionFacts definition) {
        try {
            balance(definition, new DueTimes(definition));
        } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            findings.broken(definition.tenantId(), definition.id(), "a schedule that can be read", "" + e.getMessage());
        }
    }

    private void balance(DefinitionFacts definition, DueTimes dueTimes) {
        Instant since = since(definition);
        FireAccount account = new FireAccount(
                since,
                firesOf(definition, since),
                gapsOf(definition, since),
                dueTimes::isSkipped,
                (expected, found) -> findings.broken(definition.tenantId(), definition.id(), expected, found));
        Iterator<Instant> due =
                neverDue(definition) ? Collections.emptyIterator() : dueTimes.between(since, passed(definition));
        findings.looked(account.balance(due));
        account.requireSkipped(dueTimes.skippedBetween(since, passed(definition)));
    }

    private Instant since(DefinitionFacts definition) {
        Instant asked = options.since();
        Instant lowest = asked == null ? now.minus(KEPT) : asked;
        return lowest.isAfter(definition.knownSince()) ? lowest : definition.knownSince();
    }

    /** Up to where due times have been dealt with, excluded; without a cursor no due time is left. */
    private Instant passed(DefinitionFacts definition) {
        Instant cursor = definition.nextFireTime();
        return cursor == null ? now : cursor;
    }

    private static boolean neverDue(DefinitionFacts definition) {
        return definition.status() == DefinitionStatus.DISABLED;
    }

    private Iterator<Instant> firesOf(DefinitionFacts definition, Instant since) {
        return new Paged<>(ROWS, last -> mapper.fireTimes(definition.id(), last == null ? since : last, ROWS));
    }

    private Iterator<GapFacts> gapsOf(DefinitionFacts definition, Instant since) {
        return new Paged<>(ROWS, last -> page(definition, since, last));
    }

    private List<GapFacts> page(DefinitionFacts definition, Instant since, @Nullable GapFacts last) {
        return last == null
                ? mapper.gaps(definition, since, Instant.EPOCH, "", ROWS)
                : mapper.gaps(definition, since, last.fromTime(), last.id(), ROWS);
    }
}
