package io.taskservice.examples;

import io.taskservice.handler.TaskContext;
import io.taskservice.handler.TaskLogger;
import io.taskservice.handler.TaskMethod;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Service;

/** Handlers as methods: the arguments are the members of the params. */
@Service
class Reports {

    /** What {@code dailyReport} returns, kept as JSON. */
    record Report(LocalDate day, int lines) {}

    @TaskMethod(value = "dailyReport", description = "Counts the lines of a day's report")
    Report daily(TaskContext context, LocalDate day, List<String> regions) {
        regions.forEach(region -> TaskLogger.info(context, "region {}", region));
        return new Report(day, regions.size());
    }
}
