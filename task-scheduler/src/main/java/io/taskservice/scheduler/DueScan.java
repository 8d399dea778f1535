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
import io.taskservice.instance.NewInstance;
import io.taskservice.live.InstanceChange;
import io.taskservice.live.LiveFeed;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.usage.UsageCounts;
import io.taskservice.usage.UsageMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
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
    private final UsageMeter usage;
    private final LiveFeed live;
    private final int batchSize;
    private final SetAside setAside = new SetAside();

    DueScan(Stores stores, int batchSize) {
        this.database = stores.database();
        this.definitions = stores.definitions();
        this.instances = stores.instances();
        this.firings = stores.firings();
        this.usage = stores.usage();
        this.live = stores.live();
        this.batchSize = batchSize;
    }

    /** Fires a batch of due definitions, of these partitions first of all, and tells what it did. */
    Fired scanOnce(Set<Integer> partitions) {
        try {
            return fire(partitions, batchSize, Change.NONE);
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
            if (!one.mayBeMore()) {
                return all;
            }
        }
        return all.full();
    }

    private Fired fireOne(Set<Integer> partitions) {
        try {
            return fire(partitions, 1, Change.NONE);
        } catch (DuplicateKeyException e) {
            return fire(partitions, 1, this::withoutFired);
        }
    }

    private Fired fire(Set<Integer> partitions, int limit, Change change) {
        return database.inTransaction(() -> {
            Instant now = database.now();
            List<TaskDefinition> due =
                    definitions.lockDue(now, now.minus(OWNERS_PATIENCE), partitions, setAside.ids(), limit);
            if (due.isEmpty()) {
                return Fired.nothing(now);
            }
            List<Firing> planned = plan(due, now).stream()
                    .map(firing -> change.apply(firing, now))
                    .toList();
            if (!planned.isEmpty()) {
                firings.write(planned);
                planned.forEach(this::count);
                live.publishAfterCommit(() -> planned.stream()
                        .flatMap(firing -> firing.instances().stream())
                        .map(InstanceChange::of)
                        .toList());
            }
            return Fired.of(planned, now, due.size() == limit);
        });
    }

    private void count(Firing firing) {
        if (!firing.instances().isEmpty()) {
            usage.addAfterCommit(
                    firing.definition().tenantId(),
                    UsageCounts.ofFires(firing.instances().size()));
        }
    }

    private List<Firing> plan(List<TaskDefinition> due, Instant now) {
        Map<DefinitionId, Integer> active = instances.countActive(due.stream()
                .filter(DueScan::mindsOverlap)
                .map(TaskDefinition::id)
                .toList());
        return due.stream()
                .flatMap(definition -> plan(definition, active.getOrDefault(definition.id(), 0), now).stream())
                .toList();
    }

    /** Empty when it cannot be planned: one such definition, which stays due, must not keep the others from firing. */
    private Optional<Firing> plan(TaskDefinition definition, int active, Instant now) {
        try {
            return Optional.of(FiringPlan.of(definition, active, now));
        } catch (RuntimeException e) {
            log.error("Definition {} of {} cannot fire", definition.id(), definition.tenantId(), e);
            setAside.add(definition.id());
            return Optional.empty();
        }
    }

    private static boolean mindsOverlap(TaskDefinition definition) {
        return switch (definition.firing().overlap()) {
            case ALLOW -> false;
            case FORBID, QUEUE, REPLACE -> true;
        };
    }

    /** The same firing, with those of its instances as a gap whose fire times have one already. */
    private Firing withoutFired(Firing firing, Instant now) {
        TaskDefinition definition = firing.definition();
        Set<Instant> fired = instances.firedAlready(
                definition.id(),
                firing.instances().stream().map(DueScan::fireTimeOf).toList());
        List<FireGap> gaps = new ArrayList<>(firing.gaps());
        fired.stream().sorted().forEach(fire -> gaps.add(alreadyFired(definition, fire)));
        List<NewInstance> others = firing.instances().stream()
                .filter(instance -> !fired.contains(fireTimeOf(instance)))
                .toList();
        boolean chainStands = others.isEmpty() && definition.schedule().type() == ScheduleType.FIXED_DELAY;
        Instant next = chainStands ? definition.schedule().timetable().nextAfter(now) : firing.next();
        return new Firing(
                definition, movedUp(others, firing), gaps, next, firing.replacesActive() && !others.isEmpty());
    }

    /** They start as the first so many did: if the first that was to go at once is out, the next goes in its place. */
    private static List<NewInstance> movedUp(List<NewInstance> others, Firing firing) {
        return IntStream.range(0, others.size())
                .mapToObj(i -> others.get(i).withStart(firing.instances().get(i).start()))
                .toList();
    }

    private static FireGap alreadyFired(TaskDefinition definition, Instant fire) {
        return new FireGap(definition.tenantId(), definition.id(), fire, fire, 1, GapReason.ALREADY_FIRED);
    }

    private static Instant fireTimeOf(NewInstance instance) {
        return Objects.requireNonNull(instance.origin().fireTime());
    }

    /** What is done to a firing before it is written. */
    private interface Change {

        Change NONE = (firing, now) -> firing;

        Firing apply(Firing firing, Instant now);
    }
}
