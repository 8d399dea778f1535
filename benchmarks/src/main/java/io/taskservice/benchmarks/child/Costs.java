package io.taskservice.benchmarks.child;

import com.sun.management.OperatingSystemMXBean;
import io.taskservice.benchmarks.engine.Place;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * What had been used at a moment, by this process and by the database server.
 *
 * @param nanos monotonic clock
 * @param counters the rest, by name; what cannot be found out is absent
 */
record Costs(long nanos, Map<String, Double> counters) {

    private static final double NANOS_PER_MS = 1e6;

    /** The kernel tells processor time in ticks of 10 ms, on every Linux there is. */
    private static final double MS_PER_TICK = 10;

    private static final String COUNTERS = """
            SHOW GLOBAL STATUS WHERE Variable_name IN ('Questions', 'Innodb_os_log_written')
            """;
    private static final String COMMITS = """
            SELECT COUNT FROM information_schema.INNODB_METRICS WHERE NAME = 'trx_rw_commits'
            """;

    static Costs now(Place place, @Nullable Long databasePid) throws SQLException {
        Map<String, Double> counters = new HashMap<>();
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement()) {
            readStatus(statement, counters);
            readCommits(statement, counters);
        }
        if (databasePid != null) {
            readDatabaseCpu(databasePid, counters);
        }
        readAllocated(counters);
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        counters.put("processCpuMs", system.getProcessCpuTime() / NANOS_PER_MS);
        return new Costs(System.nanoTime(), counters);
    }

    /** Seconds since an earlier moment. */
    double secondsSince(Costs earlier) {
        return (nanos - earlier.nanos) / 1e9;
    }

    /** What was used since an earlier moment, divided by the number of things done. */
    Map<String, Double> since(Costs earlier, double things) {
        Map<String, Double> used = new HashMap<>();
        counters.forEach((name, value) -> {
            Double before = earlier.counters.get(name);
            if (before != null) {
                used.put(name, (value - before) / things);
            }
        });
        return used;
    }

    private static void readStatus(Statement statement, Map<String, Double> counters) throws SQLException {
        try (ResultSet rows = statement.executeQuery(COUNTERS)) {
            while (rows.next()) {
                boolean isStatements = rows.getString(1).equalsIgnoreCase("Questions");
                counters.put(isStatements ? "statements" : "redoBytes", rows.getDouble(2));
            }
        }
    }

    /** Counted only when that was switched on, which not every user may. */
    private static void readCommits(Statement statement, Map<String, Double> counters) {
        try (ResultSet rows = statement.executeQuery(COMMITS)) {
            if (rows.next() && rows.getDouble(1) > 0) {
                counters.put("commits", rows.getDouble(1));
            }
        } catch (SQLException e) {
            counters.remove("commits");
        }
    }

    /** utime and stime, the 14th and 15th field; the second, a name in brackets, may hold spaces. */
    private static void readDatabaseCpu(long pid, Map<String, Double> counters) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            counters.put("databaseCpuMs", (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MS_PER_TICK);
        } catch (IOException e) {
            counters.remove("databaseCpuMs");
        }
    }

    /** JDK 21 and later have it. */
    private static void readAllocated(Map<String, Double> counters) {
        try {
            Object bytes = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("java.lang:type=Threading"), "TotalThreadAllocatedBytes");
            counters.put("allocatedBytes", ((Number) bytes).doubleValue());
        } catch (JMException e) {
            counters.remove("allocatedBytes");
        }
    }
}
