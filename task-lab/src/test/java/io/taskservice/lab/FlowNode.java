package io.taskservice.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.identity.NodeId;
import io.taskservice.instance.Claim;
import io.taskservice.instance.Completion;
import io.taskservice.instance.FailureCode;
import io.taskservice.lab.journal.JournalLine;
import io.taskservice.lab.journal.JournalWriter;
import io.taskservice.node.Node;
import io.taskservice.node.Role;
import io.taskservice.testkit.TestStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A process as the database and its journal see it: it claims, ends what it claimed in some way, and now and then dies. */
final class FlowNode implements AutoCloseable {

    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final TestStores stores;
    private final Random random;
    private final JournalWriter journal;
    private final String name;
    private int lives;
    private NodeId id;

    FlowNode(TestStores stores, Path folder, String name, long seed) throws IOException {
        this.stores = stores;
        this.random = new Random(seed);
        this.journal = new JournalWriter(folder, name);
        this.name = name;
        this.id = live();
    }

    /** Claims a few and ends them; returns how many. */
    int workOnce() throws IOException {
        stores.upkeep().promote(50);
        List<Claim> claims = stores.claim(id, "default", Set.of("journal"), 4);
        for (Claim claim : claims) {
            journal.write(line(true, claim, false));
        }
        if (!claims.isEmpty() && random.nextInt(12) == 0) {
            dieWith(claims);
        } else {
            List<Completion> outcomes = new ArrayList<>();
            for (Claim claim : claims) {
                journal.write(line(false, claim, false));
                outcomes.add(outcomeOf(claim));
            }
            stores.instances().complete(outcomes);
        }
        return claims.size();
    }

    /** Its claims go to others; what it still writes as a ghost is refused. */
    private void dieWith(List<Claim> claims) throws IOException {
        NodeId dead = id;
        stores.execute("UPDATE nodes SET state = 'DEAD' WHERE id = ?", dead.value());
        while (!stores.upkeep().holdsNothing(dead)) {
            stores.upkeep().rescue(dead, 50);
        }
        stores.nodes().bury(dead);
        for (Claim claim : claims) {
            if (random.nextBoolean()) {
                journal.write(line(false, claim, true));
            }
        }
        assertThat(stores.instances()
                        .complete(claims.stream()
                                .map(claim -> Completion.success(claim, A_MOMENT, "attempt " + claim.attempt()))
                                .toList()))
                .isEmpty();
        id = live();
    }

    private Completion outcomeOf(Claim claim) {
        int tries = claim.execution().retries().maxAttempts();
        return switch (random.nextInt(10)) {
            case 0, 1 ->
                claim.retries() + 1 < tries
                        ? Completion.retry(claim, A_MOMENT, A_MOMENT, "BROKEN", "no luck")
                        : Completion.failure(claim, A_MOMENT, "BROKEN", "no luck");
            case 2 -> Completion.snoozed(claim, A_MOMENT, A_MOMENT);
            case 3 -> Completion.returned(claim, A_MOMENT);
            case 4 -> Completion.cancelled(claim, A_MOMENT, FailureCode.CANCELLED);
            default -> Completion.success(claim, A_MOMENT, "attempt " + claim.attempt());
        };
    }

    private NodeId live() {
        NodeId born = new NodeId(name + "-" + ++lives);
        Node.Profile profile =
                new Node.Profile(Set.of(Role.EXECUTOR), "here:1", "test", 4, Set.of("journal"), Set.of("default"));
        stores.nodes().join(born, name, profile, Duration.ofHours(1));
        return born;
    }

    private JournalLine line(boolean begins, Claim claim, boolean fenced) {
        return new JournalLine(
                begins,
                stores.now(),
                claim.id().value(),
                claim.attempt(),
                claim.node().value(),
                fenced);
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
