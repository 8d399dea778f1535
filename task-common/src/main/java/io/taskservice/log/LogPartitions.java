package io.taskservice.log;

import io.taskservice.database.TaskDatabase;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps a day partition of {@code task_logs} for each day that is kept and for the week to come, so that old lines go by
 * dropping a partition instead of deleting rows.
 */
public final class LogPartitions {

    private static final int DAYS_AHEAD = 7;
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'p'yyyyMMdd");

    private final TaskDatabase database;
    private final TaskLogMapper mapper;

    public LogPartitions(TaskDatabase database) {
        this.database = database;
        this.mapper = database.mapper(TaskLogMapper.class);
    }

    /** Adds the days to come that are missing; returns how many. */
    public int addAhead() {
        List<Day> missing = missing(today(), mapper.partitions());
        if (!missing.isEmpty()) {
            mapper.addPartitions(missing);
        }
        return missing.size();
    }

    /** Drops the days that are more than {@code daysKept} ago; returns how many. */
    public int dropOld(int daysKept) {
        String oldestKept = NAME.format(today().minusDays(daysKept));
        List<String> old = mapper.partitions().stream()
                .filter(name -> name.compareTo(oldestKept) < 0)
                .toList();
        if (!old.isEmpty()) {
            mapper.dropPartitions(old);
        }
        return old.size();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(database.now(), ZoneOffset.UTC);
    }

    /** The days from the last partition (or today) to a week ahead: a range can only be split at its end. */
    private static List<Day> missing(LocalDate today, List<String> present) {
        LocalDate first = Stream.concat(
                        present.stream().map(name -> LocalDate.parse(name, NAME).plusDays(1)), Stream.of(today))
                .max(LocalDate::compareTo)
                .orElse(today);
        LocalDate end = today.plusDays(DAYS_AHEAD + 1);
        return first.isBefore(end) ? first.datesUntil(end).map(Day::of).toList() : List.of();
    }

    /**
     * A day's partition.
     *
     * @param name p and the day
     * @param end the next day, which its lines are before
     */
    record Day(String name, String end) {

        static Day of(LocalDate day) {
            return new Day(NAME.format(day), day.plusDays(1).toString());
        }
    }
}
