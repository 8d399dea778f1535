package io.taskservice.scheduler;

import io.taskservice.database.TaskDatabase;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.definition.TaskDefinitionRepository;
import io.taskservice.firing.FireGap;
import io.taskservice.firing.Firing;
import io.taskservice.firing.FiringRepository;
import io.taskservice.firing.GapReason;
import io.taskservice.identity.DefinitionId;
import io.taskservice.instance.InstanceUpkeep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;

/**
 * Fires what is due, a batch at a time.
 *
 * <p>One transaction locks the due definitions, plans, inserts their instances and moves their cursors. A crash anywhere
 * leaves everything or nothing; another node that scans at the same time gets other rows; and should two ever fire the
 * same definition, the cursor's compare-and-set and the unique key let one through. Partitions only spare nodes from
 * looking at the same rows: without them everything here still holds.
 */
final class DueScan {

    /** For so long a due definition is left to the node that owns its partition; then any node fires it. */
    static final Duration OWNERS_PATIENCE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(DueScan.class);

    private final TaskDatabase database;
    private final TaskDefinitionRepository definitions;
    private final InstanceUpkeep instances;
    private final FiringRepository firings;
    private final int batchSize;

    DueScan(Stores stores, int batchSize) {
        this.database = stores.database();
        this.definitions = stores.definitions();
        this.instances = stores.instances();
        this.firings = stores.firings();
        this.batchSize = batchSize;
    }

    /** Fires a batch of due definitions, of these partitions first of all, and tells what it did. */
    Fired scanOnce(Set<Integer> partitions) {
        try {
            return fire(partitions, batchSize, Function.identity());
        } catch (DuplicateKeyException e) {
            log.error("A fire time had its instance already: a cursor was moved back. Firing one by one", e);
            return fireOneByOne(partitions);
        }
    }

    private Fired fireOneByOne(Set<Integer> partitions) {
        Fired all = Fired.NOTHING;
        for (int i = 0; i < batchSize; i++) {
            Fired one = fireOne(partitions);
            all = all.and(one);
            if (one.definitions() == 0) {
                return all;
            }
        }
        return all.full();
    }

    private Fired fireOne(Set<Integer> partitions) {
        try {
            return fire(partitions, 1, Function.identity());
        } catch (DuplicateKeyException e) {
            return fire(partitions, 1, DueScan::passedOver);
        }
    }

    private Fired fire(Set<Integer> partitions, int limit, Function<Firing, Firing> change) {
        return database.inTransaction(() -> {
            Instant now = database.now();
            List<TaskDefinition> due = definitions.lockDue(now, now.minus(OWNERS_PATIENCE), partitions, limit);
            if (due.isEmpty()) {
                return Fired.nothing(now);
            }
            List<Firing> planned = plan(due, now).stream().map(change).toList();
            firings.write(planned);
            return Fired.of(planned, now, due.size() == limit);
        });
    }

    private List<Firing> plan(List<TaskDefinition> due, Instant now) {
        Map<DefinitionId, Integer> active = instances.countActive(due.stream()
                .filter(DueScan::mindsOverlap)
                .map(TaskDefinition::id)
                .toList());
        return due.stream()
                .map(definition -> FiringPlan.of(definition, active.getOrDefault(definition.id(), 0), now))
                .toList();
    }

    private static boolean mindsOverlap(TaskDefinition definition) {
        return switch (definition.firing().overlap()) {
            case ALLOW -> false;
            case FORBID, QUEUE, REPLACE -> true;
        };
    }

    /** The same firing with its instances as a gap: their fire times have instances already. */
    private static Firing passedOver(Firing firing) {
        TaskDefinition definition = firing.definition();
        Stream<FireGap> already = firing.instances().stream()
                .map(instance -> Objects.requireNonNull(instance.origin().fireTime()))
                .map(fire ->
                        new FireGap(definition.tenantId(), definition.id(), fire, fire, 1, GapReason.ALREADY_FIRED));
        List<FireGap> gaps = Stream.concat(firing.gaps().stream(), already).toList();
        return new Firing(definition, List.of(), gaps, firing.next(), false);
    }
}
