package io.taskservice.lab;

import com.zaxxer.hikari.HikariDataSource;
import io.taskservice.database.DatabaseConnections;
import io.taskservice.database.DatabaseSettings;
import io.taskservice.database.Migrations;
import io.taskservice.database.TaskDatabase;
import io.taskservice.lab.journal.Journals;
import io.taskservice.lab.law.CheckReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line: {@code java -jar task-lab.jar check …}. */
public final class Lab {

    static final int KEPT = 0;
    static final int BROKEN = 1;
    static final int NOT_CHECKED = 2;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Lab(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Ends the process with 0 when all promises were kept, 1 when not, 2 when that could not be found out. */
    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "io/taskservice/lab/logback.xml");
        System.exit(new Lab(System.getenv(), System.out, System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try {
            if (arguments.isEmpty() || !arguments.get(0).equals("check")) {
                throw new BadArgumentException(
                        arguments.isEmpty()
                                ? "Say what to do: check"
                                : "Cannot do '" + arguments.get(0) + "', only check");
            }
            return check(CheckArguments.parse(arguments.subList(1, arguments.size())));
        } catch (BadArgumentException e) {
            err.println(e.getMessage());
            err.println();
            err.print(CheckArguments.USAGE);
            return NOT_CHECKED;
        } catch (IOException e) {
            err.println("Could not read the journals: " + e.getMessage());
            return NOT_CHECKED;
        } catch (RuntimeException e) {
            err.println("Could not check: " + causesOf(e));
            return NOT_CHECKED;
        }
    }

    private int check(CheckArguments arguments) throws IOException {
        DatabaseSettings settings = DatabaseVariables.read(environment);
        Path folder = arguments.journals();
        Journals journals = folder == null ? Journals.NONE : Journals.read(folder);
        try (HikariDataSource connections = DatabaseConnections.open(settings)) {
            Migrations.requireUpToDate(connections);
            CheckReport report = HistoryChecker.report(new TaskDatabase(connections), journals, arguments.options());
            out.print(ReportText.of(report));
            return report.isClean() ? KEPT : BROKEN;
        }
    }

    /** From the outermost to the root: a database that is away says so in its deepest cause. */
    private static String causesOf(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (@Nullable Throwable one = thrown; one != null; one = one.getCause()) {
            text.append(text.length() == 0 ? "" : "\n  because: ").append(one.getMessage());
        }
        return text.toString();
    }
}
