package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.engine.EngineOptions;
import io.taskservice.benchmarks.engine.Place;
import io.taskservice.benchmarks.engine.SystemKind;
import org.jspecify.annotations.Nullable;

/**
 * What one child is to measure.
 *
 * @param workload what
 * @param system of which system
 * @param place where
 * @param databasePid process of the database server, on this machine; null: it cannot be looked at
 * @param node number of this child among those that measure together, from 0
 * @param nodes how many children measure together
 * @param size tasks to be drained or submitted, tasks or requests a second, or definitions
 * @param history finished instances that are there before
 * @param tenants tenants that the tasks are spread over
 * @param threads that submit; 0: in bulk
 * @param capSeconds longest time the measured part may take
 */
public record Order(
        Workload workload,
        SystemKind system,
        Place place,
        @Nullable Long databasePid,
        int node,
        int nodes,
        int size,
        int history,
        int tenants,
        int threads,
        int capSeconds) {

    /** The same with another size. */
    Order ofSize(int other) {
        return new Order(
                workload, system, place, databasePid, node, nodes, other, history, tenants, threads, capSeconds);
    }

    EngineOptions options() {
        return new EngineOptions(tenants, workload == Workload.SUBMIT || workload == Workload.REQUESTS);
    }
}
