package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.engine.SystemKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is measured. */
public enum Workload {
    /** Tasks that are due are run until none is left. */
    DRAIN("drain"),
    /** Tasks are added, and nothing runs. */
    SUBMIT("submit"),
    /** Tasks are added by requests at a rate, and nothing runs. */
    REQUESTS("requests"),
    /** Tasks are due one after the other, at a rate. */
    PRECISION("precision"),
    /** Definitions fire every ten seconds. */
    RECURRING("recurring"),
    /** Definitions are there, and none is due. */
    IDLE("idle"),
    /** The server starts. */
    START("start");

    private final String text;

    Workload(String text) {
        this.text = text;
    }

    /** The workload of a name; empty: there is none such. */
    public static Optional<Workload> named(String name) {
        return Arrays.stream(values()).filter(one -> one.text.equals(name)).findFirst();
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Workload::toString).toList();
    }

    /** The systems that can do it. */
    public Set<SystemKind> systems() {
        return switch (this) {
            case DRAIN -> EnumSet.complementOf(EnumSet.of(SystemKind.TASK_SERVICE_REST));
            case SUBMIT -> EnumSet.allOf(SystemKind.class);
            case REQUESTS -> EnumSet.of(SystemKind.TASK_SERVICE_REST);
            case START -> EnumSet.noneOf(SystemKind.class);
            case PRECISION, RECURRING, IDLE ->
                EnumSet.of(SystemKind.TASK_SERVICE, SystemKind.DB_SCHEDULER, SystemKind.JOBRUNR, SystemKind.QUARTZ);
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
