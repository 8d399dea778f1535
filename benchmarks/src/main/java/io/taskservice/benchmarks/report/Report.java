package io.taskservice.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Gathers all that was measured in a run, and writes it as JSON after each table: what is done is not lost. */
public final class Report {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Map<String, Object> run = new LinkedHashMap<>();
    private final List<Map<String, Object>> tables = new ArrayList<>();

    /** Of a run that begins now, on such a database. */
    public Report(String databaseVersion) {
        run.put("startedAt", Instant.now().toString());
        run.put("database", databaseVersion);
        run.put("java", Runtime.version().toString());
        run.put("processors", Runtime.getRuntime().availableProcessors());
        run.put("tables", tables);
    }

    /** Adds a table. */
    public void add(String workload, String title, List<Series> all) {
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("workload", workload);
        table.put("title", title);
        table.put("systems", all.stream().map(Report::system).toList());
        tables.add(table);
    }

    /** Writes all of it. */
    public void write(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, JSON.writeValueAsString(run) + "\n");
    }

    private static Map<String, Object> system(Series series) {
        Map<String, Double> medians = new TreeMap<>();
        series.rounds()
                .forEach(round -> round.figures().keySet().forEach(name -> medians.put(name, series.median(name))));
        Map<String, Object> system = new LinkedHashMap<>();
        system.put("system", series.system());
        system.put("overCap", series.isOverCap());
        system.put("medians", medians);
        system.put(
                "rounds",
                series.rounds().stream()
                        .map(round -> new TreeMap<>(round.figures()))
                        .toList());
        return system;
    }
}
