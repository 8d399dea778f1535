package io.taskservice.executor;

import io.taskservice.identity.NodeId;
import io.taskservice.instance.ClaimRepository;
import io.taskservice.instance.Held;
import io.taskservice.loop.Loop;
import io.taskservice.node.Membership;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the database says of this node's claims with what the node knows: obeys cancels, and gives back claims
 * that were committed although their answer never arrived.
 */
final class ClaimCheck {

    private static final Logger log = LoggerFactory.getLogger(ClaimCheck.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int BEATS_BETWEEN_RECONCILIATIONS = 10;

    private final Membership membership;
    private final ClaimRepository claims;
    private final InFlight inFlight;
    private final Signals signals;
    private final Loop loop = new Loop("claim-check", this::checkOnce);
    private Set<Held> unknownBefore = Set.of();
    private int beats;

    ClaimCheck(Membership membership, ClaimRepository claims, InFlight inFlight, Signals signals) {
        this.membership = membership;
        this.claims = claims;
        this.inFlight = inFlight;
        this.signals = signals;
    }

    Loop loop() {
        return loop;
    }

    Duration checkOnce() {
        membership.lease().ifPresent(lease -> {
            if (!inFlight.running().isEmpty()) {
                claims.cancelRequestsTo(lease.node()).forEach(this::cancel);
            }
            beats++;
            if (beats % BEATS_BETWEEN_RECONCILIATIONS == 0) {
                reconcile(lease.node());
            }
        });
        return BEAT;
    }

    /** Only the very attempt that was asked for: the next one of the same instance has another number. */
    private void cancel(Held held) {
        inFlight.running().stream()
                .filter(attempt -> attempt.claim().id().equals(held.id()))
                .filter(attempt -> attempt.claim().attempt() == held.attempt())
                .forEach(attempt -> attempt.stop(StopReason.CANCELLED));
    }

    /** Seen unknown twice: the first time the claim may have been committed but not yet noted. */
    private void reconcile(NodeId node) {
        Set<Held> unknown = claims.heldBy(node).stream()
                .filter(held -> !inFlight.knows(held.id(), held.attempt()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Held> lost = unknown.stream().filter(unknownBefore::contains).toList();
        if (!lost.isEmpty()) {
            log.warn("Gives back {} claims whose confirmation never arrived", claims.giveBack(node, lost));
            signals.publish(Signal.INSTANCES_READY);
        }
        unknownBefore = unknown;
    }
}
