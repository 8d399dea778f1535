package io.taskservice.benchmarks.report;

import io.taskservice.benchmarks.child.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a table.
 *
 * @param figure name of the figure
 * @param title its head
 * @param format of a number
 */
record Column(String figure, String title, String format) {

    private static final List<Column> COSTS = List.of(
            new Column("processCpuMs", "process CPU ms", "%.3f"),
            new Column("databaseCpuMs", "database CPU ms", "%.3f"),
            new Column("statements", "statements", "%.3f"),
            new Column("commits", "commits", "%.3f"),
            new Column("redoBytes", "redo bytes", "%,.0f"),
            new Column("allocatedBytes", "allocated bytes", "%,.0f"));

    /** The columns of a workload, in order. */
    static List<Column> of(Workload workload) {
        return switch (workload) {
            case DRAIN -> with(new Column("perSecond", "tasks/s", "%,.0f"));
            case SUBMIT, REQUESTS ->
                with(
                        new Column("perSecond", "tasks/s", "%,.0f"),
                        new Column("p50Ms", "p50 ms", "%,.2f"),
                        new Column("p95Ms", "p95 ms", "%,.2f"),
                        new Column("p99Ms", "p99 ms", "%,.2f"));
            case PRECISION ->
                with(
                        new Column("perSecond", "started/s", "%,.0f"),
                        new Column("p50Ms", "lag p50 ms", "%,.0f"),
                        new Column("p99Ms", "lag p99 ms", "%,.0f"),
                        new Column("maxMs", "lag max ms", "%,.0f"));
            case RECURRING ->
                with(
                        new Column("perSecond", "fires/s", "%,.1f"),
                        new Column("missed", "missed", "%,.0f"),
                        new Column("p50Ms", "lag p50 ms", "%,.0f"),
                        new Column("p99Ms", "lag p99 ms", "%,.0f"));
            case IDLE -> with();
            case START ->
                List.of(
                        new Column("readySeconds", "ready s", "%.2f"),
                        new Column("residentMb", "resident MB", "%,.0f"),
                        new Column("liveHeapMb", "live heap MB", "%,.1f"));
        };
    }

    private static List<Column> with(Column... first) {
        List<Column> columns = new ArrayList<>(List.of(first));
        columns.addAll(COSTS);
        return columns;
    }
}
