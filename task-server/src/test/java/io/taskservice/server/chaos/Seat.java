package io.taskservice.server.chaos;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A place in the cluster of the storm, taken by one process after the other. */
enum Seat {
    API("api"),
    SCHEDULER_ON_A_CABLE("scheduler"),
    SCHEDULER_AHEAD("scheduler"),
    SCHEDULER_WITHOUT_REDIS("scheduler"),
    EXECUTOR_ON_A_CABLE("executor"),
    EXECUTOR_BEHIND("executor");

    private final String role;

    Seat(String role) {
        this.role = role;
    }

    String role() {
        return role;
    }

    static List<Seat> of(String role) {
        return Stream.of(values()).filter(seat -> seat.role.equals(role)).toList();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
