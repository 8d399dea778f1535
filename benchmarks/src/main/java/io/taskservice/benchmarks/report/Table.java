package io.taskservice.benchmarks.report;

import io.taskservice.benchmarks.child.Workload;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** Writes medians as a table in Markdown, each throughput also as a ratio to that of the first system. */
public final class Table {

    private static final String UNKNOWN = "–";
    private static final String PER_SECOND = "perSecond";

    private Table() {}

    /** The table, with its title. */
    public static String of(Workload workload, String title, List<Series> all) {
        List<Column> columns = Column.of(workload);
        StringJoiner lines = new StringJoiner("\n", "### " + workload + ": " + title + "\n\n", "\n");
        lines.add(head(columns, all));
        lines.add("|---|" + "---:|".repeat(columns.size() + (hasRatio(columns) ? 1 : 0)));
        all.forEach(series -> lines.add(line(columns, series, all)));
        return lines.toString();
    }

    private static String head(List<Column> columns, List<Series> all) {
        StringJoiner cells = new StringJoiner(" | ", "| system | ", " |");
        for (Column column : columns) {
            cells.add(column.title());
            if (column.figure().equals(PER_SECOND)) {
                cells.add("of " + (all.isEmpty() ? UNKNOWN : all.get(0).system()));
            }
        }
        return cells.toString();
    }

    private static String line(List<Column> columns, Series series, List<Series> all) {
        StringJoiner cells = new StringJoiner(" | ", "| " + series.system() + " | ", " |");
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            double median = series.median(column.figure());
            cells.add(i == 0 && series.isOverCap() ? "over the cap" : text(column.format(), median));
            if (column.figure().equals(PER_SECOND)) {
                cells.add(text("%.2f", median / all.get(0).median(PER_SECOND)));
            }
        }
        return cells.toString();
    }

    private static String text(String format, double value) {
        return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, format, value);
    }

    private static boolean hasRatio(List<Column> columns) {
        return columns.stream().anyMatch(column -> column.figure().equals(PER_SECOND));
    }
}
