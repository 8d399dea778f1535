package io.taskservice.scaling;

import io.taskservice.cluster.ClusterNumber;
import io.taskservice.cluster.ClusterNumbers;
import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Stores how many slots are wanted of the executors, and looks at them. */
public final class ScalingRepository {

    private final ScalingMapper mapper;
    private final ClusterNumbers numbers;

    public ScalingRepository(TaskDatabase database) {
        this.mapper = database.mapper(ScalingMapper.class);
        this.numbers = new ClusterNumbers(database);
    }

    /** The live executors and what is wanted of them. */
    public Workforce look() {
        List<WorkerRow> rows = mapper.look();
        if (rows.isEmpty()) {
            Map<ClusterNumber, Long> all = numbers.all();
            return new Workforce(
                    List.of(),
                    optional(all.get(ClusterNumber.WANTED_SLOTS)),
                    optional(all.get(ClusterNumber.AUTO_SLOTS)));
        }
        WorkerRow any = rows.get(0);
        return new Workforce(
                rows.stream().map(WorkerRow::toWorker).toList(), optional(any.manual()), optional(any.auto()));
    }

    /** Wants so many slots, until that is taken back. */
    public void want(int slots, String actor) {
        numbers.set(ClusterNumber.WANTED_SLOTS, slots, actor, null);
    }

    /** Takes back what a person wanted; false when nobody did. */
    public boolean wantNothing() {
        return numbers.clear(ClusterNumber.WANTED_SLOTS);
    }

    /** Wants so many slots for auto-scaling, which must say so again within {@code validFor}. */
    public void decide(int slots, NodeId node, Duration validFor) {
        numbers.set(ClusterNumber.AUTO_SLOTS, slots, node.value(), validFor);
    }

    private static OptionalInt optional(@Nullable Long value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(value));
    }
}
