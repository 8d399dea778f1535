package io.taskservice.lab.law;

import io.taskservice.instance.InstanceStatus;
import io.taskservice.lab.journal.Effect;
import io.taskservice.lab.journal.Journals;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What handlers did outside, by the journals they wrote: only for attempts that were granted to their node, once for each, and
 * two of an instance at the same time only if the earlier one had been superseded.
 */
final class JournalLaw implements InstanceLaw {

    private final CheckOptions options;
    private final Journals journals;
    private final NodesOfProcesses processes;
    private final String firstId;
    private final Findings findings;
    private final Set<String> seen = new HashSet<>();

    /** {@code firstId}: what the journals tell of instances with lower ids is passed over. */
    JournalLaw(CheckOptions options, Journals journals, NodesOfProcesses processes, String firstId, Findings findings) {
        this.options = options;
        this.journals = journals;
        this.processes = processes;
        this.firstId = firstId;
        this.findings = findings;
    }

    @Override
    public void check(InstanceHistory history) {
        List<Effect> effects = journals.of(history.instance().id());
        findings.looked(effects.size());
        if (!effects.isEmpty()) {
            seen.add(history.instance().id());
        }
        if (!journals.isEmpty() && isJournalledSuccess(history.instance())) {
            checkSuccess(history.instance(), effects);
        }
        Set<Integer> begun = new HashSet<>();
        for (Effect effect : effects) {
            checkGrant(history, effect, begun.add(effect.attempt()));
        }
        checkOverlaps(history, effects);
    }

    @Override
    public void finish() {
        journals.instances().stream()
                .filter(id -> id.compareTo(firstId) > 0 && !seen.contains(id))
                .sorted()
                .forEach(id -> findings.broken("", id, "the instance a journal tells of", "none"));
    }

    private boolean isJournalledSuccess(InstanceFacts instance) {
        return instance.status() == InstanceStatus.SUCCESS
                && options.journalled().contains(instance.handler());
    }

    private void checkSuccess(InstanceFacts instance, List<Effect> effects) {
        boolean told = effects.stream()
                .anyMatch(effect ->
                        effect.attempt() == instance.attempt() && effect.begin() != null && effect.end() != null);
        if (!told) {
            findings.broken(
                    instance,
                    "a begin and an end of attempt " + instance.attempt() + ", which succeeded",
                    "" + effects);
        }
    }

    private void checkGrant(InstanceHistory history, Effect effect, boolean first) {
        InstanceFacts instance = history.instance();
        String node = history.nodeOf(effect.attempt());
        if (effect.begin() == null) {
            findings.broken(instance, "a begin before the end of attempt " + effect.attempt(), "an end only");
        } else if (!first) {
            findings.broken(instance, "one begin of attempt " + effect.attempt(), "another by " + effect.node());
        } else if (node == null) {
            findings.broken(instance, "a begin of an attempt that was granted", "one of attempt " + effect.attempt());
        } else if (!processes.isSame(effect.node(), node) && !isLeftToResults(instance, effect)) {
            findings.broken(instance, "attempt " + effect.attempt() + " run by " + node, "a begin by " + effect.node());
        }
    }

    /** The last attempt of an instance it ended: {@link ResultLaw} judges that. */
    private static boolean isLeftToResults(InstanceFacts instance, Effect effect) {
        boolean endedByAttempt =
                instance.status() == InstanceStatus.SUCCESS || instance.status() == InstanceStatus.FAILED;
        return endedByAttempt && effect.attempt() == instance.attempt();
    }

    private void checkOverlaps(InstanceHistory history, List<Effect> effects) {
        for (Effect earlier : effects) {
            for (Effect later : effects) {
                if (earlier.attempt() < later.attempt()
                        && earlier.overlaps(later)
                        && !earlier.fenced()
                        && !isSuperseded(history, earlier.attempt())) {
                    findings.broken(
                            history.instance(),
                            "attempt " + earlier.attempt() + " over before attempt " + later.attempt(),
                            earlier + " and " + later);
                }
            }
        }
    }

    private static boolean isSuperseded(InstanceHistory history, int attempt) {
        @Nullable PastFacts past = history.past(attempt).orElse(null);
        return past != null && past.isSuperseded();
    }
}
