package io.taskservice.benchmarks;

import io.taskservice.benchmarks.child.Child;
import io.taskservice.benchmarks.child.Workload;
import io.taskservice.benchmarks.report.Report;
import io.taskservice.benchmarks.report.Series;
import io.taskservice.benchmarks.report.Table;
import java.io.IOException;
import java.util.List;

/** The command line: {@code java -jar benchmarks.jar [WORKLOAD…] [options]}. */
public final class Benchmarks {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENT = 2;

    private Benchmarks() {}

    /** Ends the process with 0 when all was measured, 1 when something failed, 2 when an argument is wrong. */
    public static void main(String[] line) throws Exception {
        System.setProperty("logback.configurationFile", "io/taskservice/benchmarks/logback.xml");
        if (line.length == 1 && line[0].equals(ChildProcess.CHILD)) {
            Child.run();
            System.exit(DONE);
        }
        System.exit(run(List.of(line)));
    }

    private static int run(List<String> line) throws Exception {
        try {
            Arguments arguments = Arguments.parse(line);
            if (arguments.isHelp()) {
                System.out.print(Options.USAGE);
                return DONE;
            }
            return run(arguments);
        } catch (BadArgumentException e) {
            System.err.println(e.getMessage());
            return WRONG_ARGUMENT;
        } catch (MeasurementFailedException e) {
            System.err.println(e.getMessage());
            return FAILED;
        }
    }

    private static int run(Arguments arguments) throws Exception {
        Settings settings = arguments.settings();
        Smoke smoke = arguments.isSmoke() ? Smoke.read(settings.recorded()) : null;
        // Before anything is measured: what is missing should not be told after an hour.
        StartUp startUp = arguments.workloads().contains(Workload.START) ? new StartUp(settings) : null;
        try (Servers servers = Servers.start(settings.jdbcUrl())) {
            Driver driver = new Driver(servers, settings);
            Report report = new Report(servers.version());
            for (Workload workload : arguments.workloads()) {
                for (Case what : Case.of(workload, settings)) {
                    measure(driver, what, report, settings);
                }
            }
            if (startUp != null) {
                tell(Workload.START, "all roles, nothing to do", startUp.measure(servers), report, settings);
            }
            return smoke == null || smoke.passes(measure(driver, Case.smoke(), report, settings)) ? DONE : FAILED;
        }
    }

    private static List<Series> measure(Driver driver, Case what, Report report, Settings settings) throws Exception {
        List<Series> series = driver.measure(what);
        tell(what.workload(), what.title(), series, report, settings);
        return series;
    }

    private static void tell(Workload workload, String title, List<Series> series, Report report, Settings settings)
            throws IOException {
        System.out.println(Table.of(workload, title, series));
        report.add(workload.toString(), title, series);
        report.write(settings.out());
    }
}
