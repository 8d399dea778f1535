package io.taskservice.lab.law;

import io.taskservice.instance.InstanceStatus;
import io.taskservice.lab.journal.Effect;
import io.taskservice.lab.journal.JournalHandler;
import io.taskservice.lab.journal.Journals;
import java.util.Objects;

/** What stands is the outcome of the highest attempt; a journal of that attempt is of the node that had it. */
final class ResultLaw implements InstanceLaw {

    private final Journals journals;
    private final NodesOfProcesses processes;
    private final Findings findings;

    ResultLaw(Journals journals, NodesOfProcesses processes, Findings findings) {
        this.journals = journals;
        this.processes = processes;
        this.findings = findings;
    }

    @Override
    public void check(InstanceHistory history) {
        InstanceFacts instance = history.instance();
        if (!endedByAnAttempt(instance)) {
            return;
        }
        findings.looked(1);
        if (isOfSuperseded(history)) {
            findings.broken(
                    instance,
                    "the outcome of the highest attempt",
                    instance.status() + " by attempt " + instance.attempt() + ", which was followed by another");
        } else if (isOfAnother(instance)) {
            findings.broken(
                    instance, "the result of attempt " + instance.attempt(), "the result of " + instance.resultStart());
        } else {
            journals.of(instance.id()).stream()
                    .filter(effect -> effect.attempt() == instance.attempt())
                    .filter(effect -> !processes.isSame(effect.node(), instance.node()))
                    .findFirst()
                    .ifPresent(effect -> foreign(instance, effect));
        }
    }

    /** Whether an instance was ended by an attempt that, by its own rows, had been followed by another. */
    static boolean isOfSuperseded(InstanceHistory history) {
        int attempt = history.instance().attempt();
        return endedByAnAttempt(history.instance())
                && history.past().stream().anyMatch(past -> past.attempt() >= attempt);
    }

    private static boolean endedByAnAttempt(InstanceFacts instance) {
        return instance.status() == InstanceStatus.SUCCESS || instance.status() == InstanceStatus.FAILED;
    }

    /** The journal handler returns which attempt it was. */
    private static boolean isOfAnother(InstanceFacts instance) {
        String result = instance.resultStart();
        return instance.status() == InstanceStatus.SUCCESS
                && result != null
                && result.startsWith(JournalHandler.RESULT)
                && !result.equals(JournalHandler.RESULT + instance.attempt());
    }

    private void foreign(InstanceFacts instance, Effect effect) {
        findings.broken(
                instance,
                "attempt " + instance.attempt() + " run by the node in its row, " + instance.node(),
                "a journal of " + Objects.requireNonNullElse(effect.node(), "nobody"));
    }
}
