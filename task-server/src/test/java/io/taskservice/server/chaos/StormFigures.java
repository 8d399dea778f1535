package io.taskservice.server.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is measured in the storm, told on the console as it happens and as a table at the end. */
final class StormFigures {

    private static final Logger log = LoggerFactory.getLogger(StormFigures.class);

    /** From one instant to another. */
    record Span(Instant from, Instant to) {}

    private final long begin = System.nanoTime();
    private final List<Duration> healed = new ArrayList<>();
    private final List<Duration> restarts = new ArrayList<>();
    private final List<Duration> stops = new ArrayList<>();
    private final List<Span> withoutRedis = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private int schedulersKilled;
    private int executorsKilled;

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }

    /** The value that one in a hundred exceeds, of those in ascending order. */
    static Duration p99(List<Duration> ascending) {
        return ascending.isEmpty() ? Duration.ZERO : ascending.get((int) Math.ceil(ascending.size() * 0.99) - 1);
    }

    /** Logs a line, with the time since the beginning. */
    void say(String line) {
        long s = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        log.info(String.format(Locale.ROOT, "storm: %d:%02d %s", s / 60, s % 60, line));
    }

    void healed(Fault fault, String remark, Duration after) {
        healed.add(after);
        boolean isLate = after.compareTo(fault.promised()) > 0;
        String line = fault.name() + (remark.isEmpty() ? "" : " (" + remark + ")") + ": healed after " + seconds(after)
                + ", promised " + fault.promised().toSeconds() + " s";
        say(line + (isLate ? " - LATE" : ""));
        if (isLate) {
            late.add(line);
        }
    }

    void schedulerKilled() {
        schedulersKilled++;
    }

    void executorKilled() {
        executorsKilled++;
    }

    /** Work of a killed executor was started again, so long after the kill. */
    void restarted(Duration after) {
        restarts.add(after);
    }

    /** A process has taken so long to stop. */
    void stopped(Duration took) {
        stops.add(took);
    }

    /** There was no Redis to speak of. */
    void withoutRedis(Instant from, Instant to) {
        withoutRedis.add(new Span(from, to));
    }

    List<Span> withoutRedis() {
        return withoutRedis;
    }

    /** Faults that took longer to heal than promised. */
    List<String> late() {
        return late;
    }

    int schedulersKilled() {
        return schedulersKilled;
    }

    /** Of P4. */
    Duration restartsP99() {
        return p99(restarts.stream().sorted().toList());
    }

    /** The slowest stop by SIGTERM. */
    Duration slowestStop() {
        return stops.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** One line for each figure. */
    List<String> table() {
        List<Duration> sorted = healed.stream().sorted().toList();
        return List.of(
                row("faults", String.valueOf(healed.size())),
                row("schedulers killed", String.valueOf(schedulersKilled)),
                row("executors killed", String.valueOf(executorsKilled)),
                row("healed, p99", seconds(p99(sorted))),
                row("restarted work", String.valueOf(restarts.size())),
                row("restarted after, p99 (P4, 15 s)", seconds(restartsP99())),
                row("slowest SIGTERM (30 s)", seconds(slowestStop())));
    }

    static String row(String name, String value) {
        return String.format(Locale.ROOT, "%-40s %s", name, value);
    }
}
