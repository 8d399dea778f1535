package io.taskservice.benchmarks;

import io.taskservice.benchmarks.child.Workload;
import io.taskservice.benchmarks.engine.SystemKind;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that is measured of several systems: a table of the report.
 *
 * @param workload what
 * @param title what exactly, for the report
 * @param systems of which systems
 * @param rounds how often
 * @param size tasks, tasks or requests a second, or definitions
 * @param history finished instances that are there before
 * @param tenants tenants that the tasks are spread over
 * @param nodes processes at once
 * @param threads that submit; 0: in bulk
 */
record Case(
        Workload workload,
        String title,
        List<SystemKind> systems,
        int rounds,
        int size,
        int history,
        int tenants,
        int nodes,
        int threads) {

    private static final int SMOKE_TASKS = 10_000;
    private static final int IDLE_DEFINITIONS = 10_000;

    /** The cases of a workload. */
    static List<Case> of(Workload workload, Settings settings) {
        return switch (workload) {
            case DRAIN -> drains(settings);
            case SUBMIT ->
                settings.submitters().stream()
                        .map(threads -> submit(settings, threads))
                        .toList();
            case REQUESTS ->
                List.of(plain(
                        workload,
                        "%,d requests a second for 20 s".formatted(settings.requests()),
                        settings.requests(),
                        settings));
            case PRECISION ->
                settings.rates().stream()
                        .map(rate ->
                                plain(workload, "%,d one-shot tasks a second for 20 s".formatted(rate), rate, settings))
                        .toList();
            case RECURRING ->
                settings.definitions().stream()
                        .map(count ->
                                plain(workload, "%,d definitions of 10 s for 60 s".formatted(count), count, settings))
                        .toList();
            case IDLE ->
                List.of(plain(
                        workload,
                        "%,d definitions that are not due, for 30 s".formatted(IDLE_DEFINITIONS),
                        IDLE_DEFINITIONS,
                        settings));
            case START -> List.of(); // no system, and nothing to compare with: StartUp
        };
    }

    /** What tells whether the product has become slower. */
    static Case smoke() {
        return new Case(
                Workload.DRAIN,
                "%,d tasks".formatted(SMOKE_TASKS),
                List.of(SystemKind.FLOOR, SystemKind.TASK_SERVICE),
                1,
                SMOKE_TASKS,
                0,
                1,
                1,
                1);
    }

    /** With the first of each list, then with each other one and the first of the others. */
    private static List<Case> drains(Settings settings) {
        List<List<Integer>> lists = List.of(settings.tasks(), settings.history(), settings.tenants(), settings.nodes());
        List<List<Integer>> shapes = new ArrayList<>();
        shapes.add(lists.stream().map(list -> list.get(0)).toList());
        for (int i = 0; i < lists.size(); i++) {
            for (int other : lists.get(i).subList(1, lists.get(i).size())) {
                List<Integer> shape = new ArrayList<>(shapes.get(0));
                shape.set(i, other);
                shapes.add(shape);
            }
        }
        return shapes.stream()
                .map(shape -> drain(settings, shape.get(0), shape.get(1), shape.get(2), shape.get(3)))
                .toList();
    }

    private static Case drain(Settings settings, int tasks, int history, int tenants, int nodes) {
        String title = "%,d tasks".formatted(tasks)
                + (history > 0 ? ", %,d finished ones behind them".formatted(history) : "")
                + (tenants > 1 ? ", %,d tenants".formatted(tenants) : "")
                + (nodes > 1 ? ", %d processes".formatted(nodes) : "");
        List<SystemKind> systems = systems(Workload.DRAIN, settings).stream()
                .filter(kind -> history == 0 || kind.hasHistory())
                .filter(kind -> tenants == 1 || kind == SystemKind.FLOOR || kind == SystemKind.TASK_SERVICE)
                .filter(kind -> nodes == 1 || kind.isCluster())
                .toList();
        return new Case(Workload.DRAIN, title, systems, settings.rounds(), tasks, history, tenants, nodes, 1);
    }

    private static Case submit(Settings settings, int threads) {
        int tasks = settings.tasks().get(0);
        String title = "%,d tasks, ".formatted(tasks)
                + (threads == 0 ? "in bulk" : threads == 1 ? "1 thread, one by one" : threads + " threads, one by one");
        return new Case(
                Workload.SUBMIT, title, systems(Workload.SUBMIT, settings), settings.rounds(), tasks, 0, 1, 1, threads);
    }

    private static Case plain(Workload workload, String title, int size, Settings settings) {
        return new Case(workload, title, systems(workload, settings), settings.rounds(), size, 0, 1, 1, 1);
    }

    private static List<SystemKind> systems(Workload workload, Settings settings) {
        return settings.systems().stream().filter(workload.systems()::contains).toList();
    }
}
