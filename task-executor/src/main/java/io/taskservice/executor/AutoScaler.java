package io.taskservice.executor;

import static java.util.stream.Collectors.toSet;

import io.taskservice.cluster.ClusterRepository;
import io.taskservice.identity.NodeId;
import io.taskservice.instance.ClaimRepository;
import io.taskservice.loop.Loop;
import io.taskservice.node.Membership;
import io.taskservice.node.Node;
import io.taskservice.node.NodeRepository;
import io.taskservice.scaling.ScalingRepository;
import io.taskservice.scaling.Workforce;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the slots that all executors use together follow the work; in each interval one node decides for all. */
final class AutoScaler {

    private static final Logger log = LoggerFactory.getLogger(AutoScaler.class);
    private static final String DUTY = "scaling";

    /** What was decided ends if nobody decides any more: scaling was switched off, or no executor is left. */
    private static final int INTERVALS_VALID = 3;

    private static final Duration SLACK = Duration.ofSeconds(10);

    private final Membership membership;
    private final ScalingStores stores;
    private final ScalingSettings settings;
    private final ScalingRule rule;
    private final Signals signals;
    private final Loop loop = new Loop("auto-scaling", this::pass);

    /** What it reads and writes. */
    record ScalingStores(
            ClusterRepository cluster, NodeRepository nodes, ClaimRepository claims, ScalingRepository scaling) {}

    AutoScaler(Membership membership, ScalingStores stores, ScalingSettings settings, Signals signals) {
        this.membership = membership;
        this.stores = stores;
        this.settings = settings;
        this.rule = new ScalingRule(settings.minWorkers(), settings.maxWorkers(), settings.scaleThreshold());
        this.signals = signals;
    }

    Loop loop() {
        return loop;
    }

    /** Decides once: how many slots are wanted next. What a person wants stands, and this goes on from where it was. */
    int decideOnce(NodeId decider) {
        Workforce workforce = stores.scaling().look();
        int before = workforce.auto().orElse(rule.within(workforce.capacity()));
        int next =
                workforce.manual().isPresent() ? before : rule.next(before, workforce.utilisation(), isWorkWaiting());
        stores.scaling()
                .decide(
                        next,
                        decider,
                        settings.interval().multipliedBy(INTERVALS_VALID).plus(SLACK));
        if (next != before || workforce.auto().isEmpty()) {
            log.info("Auto-scaling wants {} slots, {} before", next, before);
            signals.publish(Signal.WORKERS_WISHED);
        }
        return next;
    }

    /** A node that is a little early must not leave the turn to the next interval. */
    private Duration pass() {
        membership.lease().ifPresent(lease -> {
            if (stores.cluster()
                    .takeDuty(DUTY, settings.interval().multipliedBy(9).dividedBy(10))) {
                decideOnce(lease.node());
            }
        });
        return settings.interval();
    }

    /** Work that no executor could run is no reason for more slots. */
    private boolean isWorkWaiting() {
        List<Node> nodes = stores.nodes().live();
        return stores.claims().hasClaimable(union(nodes, Node.Profile::queues), union(nodes, Node.Profile::handlers));
    }

    private static Set<String> union(List<Node> nodes, Function<Node.Profile, Set<String>> of) {
        return nodes.stream().flatMap(node -> of.apply(node.profile()).stream()).collect(toSet());
    }
}
