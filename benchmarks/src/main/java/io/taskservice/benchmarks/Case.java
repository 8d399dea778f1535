package io.taskservice.benchmarks;

import io.taskservice.benchmarks.child.Workload;
import io.taskservice.benchmarks.engine.SystemKind;
import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that is measured of several systems: a table of the report.
 *
 * @param workload what
 * @param title what exactly, for the report
 * @param systems of which systems
 * @param rounds how often
 * @param size tasks, tasks a second, or definitions
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

    private static final int SMOKE_ROUNDS = 3;
    private static final int SMOKE_TASKS = 10_000;
    private static final int IDLE_DEFINITIONS = 10_000;
    private static final int SUBMITTERS = 8;

    /** The cases of a workload. */
    static List<Case> of(Workload workload, Settings settings) {
        return switch (workload) {
            case DRAIN -> List.of(drain(settings));
            case SUBMIT ->
                Stream.of(1, SUBMITTERS, 0)
                        .map(threads -> submit(settings, threads))
                        .toList();
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
        };
    }

    /** What tells whether the product has become slower. */
    static Case smoke() {
        return new Case(
                Workload.DRAIN,
                "%,d tasks".formatted(SMOKE_TASKS),
                List.of(SystemKind.FLOOR, SystemKind.TASK_SERVICE),
                SMOKE_ROUNDS,
                SMOKE_TASKS,
                0,
                1,
                1,
                1);
    }

    private static Case drain(Settings settings) {
        String title = "%,d tasks".formatted(settings.tasks())
                + (settings.history() > 0 ? ", %,d finished ones behind them".formatted(settings.history()) : "")
                + (settings.tenants() > 1 ? ", %,d tenants".formatted(settings.tenants()) : "")
                + (settings.nodes() > 1 ? ", %d processes".formatted(settings.nodes()) : "");
        List<SystemKind> systems = systems(Workload.DRAIN, settings).stream()
                .filter(kind -> settings.history() == 0 || kind.hasHistory())
                .filter(kind -> settings.tenants() == 1 || kind == SystemKind.FLOOR || kind == SystemKind.TASK_SERVICE)
                .filter(kind -> settings.nodes() == 1 || kind.isCluster())
                .toList();
        return new Case(
                Workload.DRAIN,
                title,
                systems,
                settings.rounds(),
                settings.tasks(),
                settings.history(),
                settings.tenants(),
                settings.nodes(),
                1);
    }

    private static Case submit(Settings settings, int threads) {
        String title = "%,d tasks, ".formatted(settings.tasks())
                + (threads == 0 ? "in bulk" : threads == 1 ? "1 thread, one by one" : threads + " threads, one by one");
        return new Case(
                Workload.SUBMIT,
                title,
                systems(Workload.SUBMIT, settings),
                settings.rounds(),
                settings.tasks(),
                0,
                1,
                1,
                threads);
    }

    private static Case plain(Workload workload, String title, int size, Settings settings) {
        return new Case(workload, title, systems(workload, settings), settings.rounds(), size, 0, 1, 1, 1);
    }

    private static List<SystemKind> systems(Workload workload, Settings settings) {
        return settings.systems().stream().filter(workload.systems()::contains).toList();
    }
}
