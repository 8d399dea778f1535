package io.taskservice.lab.law;

import io.taskservice.lab.journal.Effect;
import io.taskservice.lab.journal.Journals;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * At no moment did more run than a limit allows.
 *
 * <p>Twice: by the rows of attempts, whose start may be a little early and is moved by the slack, so that attempts shorter than
 * that show nothing; and by the journals, which begin when a slot is held for certain. A limit that a person changed counts
 * from the last edit of its definition on.
 */
final class LimitLaw implements InstanceLaw {

    private final CheckOptions options;
    private final Journals journals;
    private final Map<String, Instant> edited;
    private final Findings findings;
    private final Map<Scope, Occupancy> byRows = new TreeMap<>();
    private final Map<Scope, Occupancy> byJournals = new HashMap<>();

    /** What is limited: a gate, a queue, or {@code *} of a tenant. */
    private record Scope(String tenant, String name) implements Comparable<Scope> {
        @Override
        public int compareTo(Scope other) {
            int byTenant = tenant.compareTo(other.tenant);
            return byTenant == 0 ? name.compareTo(other.name) : byTenant;
        }
    }

    /** {@code edited}: when definitions were last changed. */
    LimitLaw(CheckOptions options, Journals journals, Map<String, Instant> edited, Findings findings) {
        this.options = options;
        this.journals = journals;
        this.edited = edited;
        this.findings = findings;
    }

    @Override
    public void check(InstanceHistory history) {
        InstanceFacts instance = history.instance();
        for (Limit limit : options.limits()) {
            if (limit.isOf(instance)) {
                add(new Scope(limit.tenant(), limit.queue()), history, limit.most(), Instant.MIN);
            }
        }
        String gate = instance.gate();
        Integer most = instance.concurrencyLimit();
        if (gate != null && most != null) {
            String definition = instance.concurrencyKey() == null ? instance.definitionId() : null;
            Instant counts = definition == null ? Instant.MIN : edited.getOrDefault(definition, Instant.MIN);
            add(new Scope(instance.tenantId(), gate), history, most, counts);
        }
    }

    @Override
    public void finish() {
        byRows.forEach((scope, rows) -> {
            Occupancy journal = byJournals.getOrDefault(scope, new Occupancy());
            findings.looked(rows.size() + journal.size());
            Optional<Occupancy.Crowd> crowd = rows.firstCrowd().or(journal::firstCrowd);
            crowd.ifPresent(one -> findings.broken(
                    scope.tenant(),
                    scope.name(),
                    "at most " + one.most() + " at once",
                    one.taken() + " at " + one.at()));
        });
    }

    private void add(Scope scope, InstanceHistory history, int most, Instant counts) {
        Occupancy rows = byRows.computeIfAbsent(scope, any -> new Occupancy());
        InstanceFacts instance = history.instance();
        for (PastFacts past : history.past()) {
            add(rows, past.startTime(), past.endTime(), most, counts);
        }
        Instant start = instance.startTime();
        if (start != null && !history.lastIsPast()) {
            add(rows, start, instance.endTime(), most, counts);
        }
        addJournals(scope, history, most, counts);
    }

    private void add(Occupancy rows, Instant start, @Nullable Instant end, int most, Instant counts) {
        if (!start.isBefore(counts)) {
            rows.add(start.plus(options.slack()), end, most);
        }
    }

    private void addJournals(Scope scope, InstanceHistory history, int most, Instant counts) {
        List<Effect> effects = journals.of(history.instance().id());
        for (Effect effect : effects) {
            Instant begin = effect.begin();
            if (begin != null && !begin.isBefore(counts)) {
                byJournals
                        .computeIfAbsent(scope, any -> new Occupancy())
                        .add(begin, earlier(effect.end(), history.endOf(effect.attempt())), most);
            }
        }
    }

    /** A handler that goes on after its attempt is over holds nothing. */
    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
