package io.taskservice.lab.law;

import static java.util.stream.Collectors.toMap;

import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.node.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instance has an end exactly when its status is terminal; at rest, all have one, and no node is overdue. */
final class EndLaw implements InstanceLaw {

    /** A lease may be over for so long before a scheduler's pulse, once a second, has seen it. */
    private static final Duration PULSE = Duration.ofSeconds(5);

    private final CheckOptions options;
    private final Map<String, NodeFacts> nodes;
    private final Findings findings;

    EndLaw(CheckOptions options, List<NodeFacts> nodes, Findings findings) {
        this.options = options;
        this.nodes = nodes.stream().collect(toMap(NodeFacts::id, node -> node));
        this.findings = findings;
    }

    @Override
    public void check(InstanceHistory history) {
        findings.looked(1);
        InstanceFacts instance = history.instance();
        if (instance.isTerminal() != (instance.endTime() != null)) {
            findings.broken(
                    instance,
                    instance.isTerminal() ? "an end time" : "no end time",
                    instance.status() + " with end time " + instance.endTime());
        } else if (instance.isTerminal()) {
            wrongEnd(instance).ifPresent(wrong -> findings.broken(instance, wrong, describe(instance)));
        } else if (options.quiescent() && !mayWait(instance)) {
            findings.broken(instance, "an end", instance.status() + ", to start at " + instance.runAt());
        } else if (instance.status() == InstanceStatus.RUNNING) {
            checkHolder(instance);
        }
    }

    /** Nodes, which are not shown one instance at a time. */
    void checkNodes(Instant now) {
        for (NodeFacts node : nodes.values()) {
            boolean mayWork = node.state() == NodeState.ALIVE || node.state() == NodeState.DRAINING;
            if (options.quiescent() && mayWork && node.leaseUntil().plus(PULSE).isBefore(now)) {
                findings.broken(
                        "",
                        node.id(),
                        "a lease that lasts, or a node declared dead",
                        node.state() + " with a lease until " + node.leaseUntil() + ", now " + now);
            }
        }
    }

    /** What an end of its kind needs and it has not. */
    private static Optional<String> wrongEnd(InstanceFacts instance) {
        return switch (instance.status()) {
            case SUCCESS -> unless(instance.attempt() > 0, "a success of some attempt");
            case FAILED -> {
                boolean expired = "EXPIRED".equals(instance.errorCode()) && instance.attempt() == 0;
                yield unless(
                        instance.errorCode() != null && (expired || instance.attempt() > 0),
                        "a failure with a code, of some attempt or EXPIRED");
            }
            case CANCELLED -> unless(instance.errorCode() != null, "a cancel with a code");
            case SCHEDULED, PENDING, RUNNING -> Optional.empty();
        };
    }

    private static Optional<String> unless(boolean right, String expected) {
        return right ? Optional.empty() : Optional.of(expected);
    }

    private static String describe(InstanceFacts instance) {
        return instance.status() + " at attempt " + instance.attempt() + " with code " + instance.errorCode();
    }

    private boolean mayWait(InstanceFacts instance) {
        if (instance.tenantId().equals(TenantId.SYSTEM.value())) {
            return true;
        }
        Instant notBefore = options.notBefore();
        return notBefore != null
                && instance.status() == InstanceStatus.SCHEDULED
                && !instance.runAt().isBefore(notBefore);
    }

    private void checkHolder(InstanceFacts instance) {
        @Nullable NodeFacts holder = instance.node() == null ? null : nodes.get(instance.node());
        if (instance.node() == null || instance.startTime() == null || instance.attempt() == 0) {
            findings.broken(instance, "a node and a start", "RUNNING without");
        } else if (holder == null || holder.state() == NodeState.GONE) {
            findings.broken(
                    instance,
                    "RUNNING on a node that may be",
                    "RUNNING on " + instance.node() + ", which is " + (holder == null ? "not there" : "GONE"));
        }
    }
}
