package io.taskservice.benchmarks.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The systems, by the names that the command line and the report have for them. */
public enum SystemKind {
    FLOOR("floor"),
    FLOOR_LEAN("floor-lean"),
    TASK_SERVICE("task-service"),
    TASK_SERVICE_REST("task-service-rest"),
    DB_SCHEDULER("db-scheduler"),
    JOBRUNR("jobrunr"),
    QUARTZ("quartz");

    private final String text;

    SystemKind(String text) {
        this.text = text;
    }

    /** The name of a system; empty: there is none such. */
    public static Optional<SystemKind> named(String name) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(name)).findFirst();
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(SystemKind::toString).toList();
    }

    /** Whether it keeps what is done in the product's own tables. */
    public boolean hasHistory() {
        return this == FLOOR || this == TASK_SERVICE;
    }

    /** Whether it is measured with several processes. */
    public boolean isCluster() {
        return this == TASK_SERVICE || this == DB_SCHEDULER;
    }

    /** Makes one, which is not open yet. */
    public Engine engine(Place place, EngineOptions options) {
        return switch (this) {
            case FLOOR -> new FloorEngine(FloorTables.PRODUCT, place);
            case FLOOR_LEAN -> new FloorEngine(FloorTables.LEAN, place);
            case TASK_SERVICE -> new TaskServiceEngine(place, options);
            case TASK_SERVICE_REST -> new RestEngine(new TaskServiceEngine(place, options));
            case DB_SCHEDULER -> new DbSchedulerEngine(place);
            case JOBRUNR -> new JobRunrEngine(place);
            case QUARTZ -> new QuartzEngine(place);
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
