package io.taskservice.benchmarks;

import io.taskservice.benchmarks.engine.SystemKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to measure, and how.
 *
 * @param systems only these
 * @param rounds how often each is measured
 * @param tasks tasks that are drained; as many as the first says are submitted
 * @param history finished instances that are there before a drain
 * @param tenants tenants that the tasks of a drain are spread over
 * @param nodes processes that drain together
 * @param submitters threads that submit; 0: in bulk
 * @param requests a second, of requests
 * @param rates tasks a second, of precision
 * @param definitions how many of them, of recurring
 * @param capSeconds longest time of a measurement
 * @param jdbcUrl a database server from outside; null: the embedded one
 * @param out where the JSON goes
 * @param recorded where the ratio is that smoke compares with
 * @param server the jar of the server, of start
 * @param jdks homes of the JDKs, of start
 * @param jvmOptions of the children, after our own
 */
record Settings(
        Set<SystemKind> systems,
        int rounds,
        List<Integer> tasks,
        List<Integer> history,
        List<Integer> tenants,
        List<Integer> nodes,
        List<Integer> submitters,
        int requests,
        List<Integer> rates,
        List<Integer> definitions,
        int capSeconds,
        @Nullable String jdbcUrl,
        Path out,
        Path recorded,
        Path server,
        List<Path> jdks,
        List<String> jvmOptions) {}
