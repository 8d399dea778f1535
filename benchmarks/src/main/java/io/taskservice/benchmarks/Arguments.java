package io.taskservice.benchmarks;

import io.taskservice.benchmarks.child.Workload;
import io.taskservice.benchmarks.engine.SystemKind;
import io.taskservice.text.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What the command line asks for. */
final class Arguments {

    static final String SMOKE = "smoke";

    static final String USAGE = """
            usage: java -jar benchmarks.jar [WORKLOAD…] [options]

            workloads, all but the last if none is given:
              drain        due tasks that do nothing are run until none is left
              submit       tasks are added: by one thread one by one, by eight, in bulk
              precision    one-shot tasks are due at a rate for 20 s: start minus due
              recurring    definitions fire every 10 s, for 60 s
              idle         10,000 definitions that are not due, for 30 s
              smoke        drain with floor and task-service only, 3 rounds; exit code 1 if their ratio is more than 30 %
                           below the recorded one

            options:
              --systems=A,B        only these of floor, floor-lean, task-service, task-service-rest, db-scheduler,
                                   jobrunr, quartz
              --rounds=3           how often each system is measured; medians are shown
              --tasks=10000        tasks of drain and submit
              --history=0          finished instances behind the tasks of drain; floor and task-service only
              --tenants=1          tenants over which task-service spreads the tasks of drain
              --nodes=1            processes that drain at once; task-service and db-scheduler only
              --rate=50,500        tasks a second, of precision
              --definitions=100,1000,10000
                                   of recurring
              --cap=120            seconds that a measurement may take; more is shown as over the cap
              --jdbc-url=URL       a MySQL or MariaDB from outside, e.g. jdbc:mysql://127.0.0.1:3306/?user=root&password=
              --out=FILE           where the JSON goes; benchmarks/target/benchmark.json
              --recorded=FILE      what smoke compares with; benchmarks/recorded.json
              --jvm-option=OPTION  of the measured processes, beside -Xmx256m; may be given several times
              --help               this

            Exit code: 0 measured, 1 something failed or smoke is too slow, 2 an argument is wrong.
            """;

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("systems", String.join(",", SystemKind.names())),
            Map.entry("rounds", "3"),
            Map.entry("tasks", "10000"),
            Map.entry("history", "0"),
            Map.entry("tenants", "1"),
            Map.entry("nodes", "1"),
            Map.entry("rate", "50,500"),
            Map.entry("definitions", "100,1000,10000"),
            Map.entry("cap", "120"),
            Map.entry("jdbc-url", ""),
            Map.entry("out", "benchmarks/target/benchmark.json"),
            Map.entry("recorded", "benchmarks/recorded.json"),
            Map.entry("jvm-option", ""));

    private final Map<String, String> given = new HashMap<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private final Set<Workload> workloads = EnumSet.noneOf(Workload.class);
    private boolean smoke;
    private boolean help;

    private Arguments() {}

    /** Reads a command line; throws BadArgumentException with one clear line. */
    static Arguments parse(List<String> line) {
        Arguments arguments = new Arguments();
        line.forEach(arguments::take);
        arguments.settings();
        return arguments;
    }

    boolean isHelp() {
        return help;
    }

    boolean isSmoke() {
        return smoke;
    }

    /** Those that were asked for, in their order. */
    Set<Workload> workloads() {
        return workloads.isEmpty() && !smoke ? EnumSet.allOf(Workload.class) : workloads;
    }

    Settings settings() {
        String url = text("jdbc-url");
        if (!url.isEmpty() && !url.startsWith("jdbc:mysql://")) {
            throw wrong("jdbc-url", url, "jdbc:mysql://127.0.0.1:3306/?user=root&password=");
        }
        return new Settings(
                systems(),
                number("rounds", 1, 100),
                number("tasks", 1, 1_000_000),
                number("history", 0, 100_000_000),
                number("tenants", 1, 10_000),
                number("nodes", 1, 8),
                numbers("rate", 10_000),
                numbers("definitions", 20_000),
                number("cap", 1, 3_600),
                url.isEmpty() ? null : url,
                Path.of(text("out")),
                Path.of(text("recorded")),
                List.copyOf(jvmOptions));
    }

    private void take(String argument) {
        if (argument.equals("--help")) {
            help = true;
        } else if (argument.startsWith("--")) {
            takeOption(argument.substring(2));
        } else if (argument.equals(SMOKE)) {
            smoke = true;
        } else {
            workloads.add(Workload.named(argument).orElseThrow(() -> unknownWorkload(argument)));
        }
    }

    private void takeOption(String option) {
        int equal = option.indexOf('=');
        String name = equal < 0 ? option : option.substring(0, equal);
        if (!DEFAULTS.containsKey(name)) {
            throw new BadArgumentException("There is no option --" + name + Nearest.suggestion(name, DEFAULTS.keySet())
                    + "; --help lists all");
        }
        String value = equal < 0 ? "" : option.substring(equal + 1);
        if (value.isBlank()) {
            throw new BadArgumentException("--" + name + " needs a value, e.g. --" + name + "=" + example(name));
        }
        if (name.equals("jvm-option")) {
            jvmOptions.add(value);
        } else {
            given.put(name, value);
        }
    }

    private Set<SystemKind> systems() {
        Set<SystemKind> systems = EnumSet.noneOf(SystemKind.class);
        for (String name : text("systems").split(",", -1)) {
            Supplier<BadArgumentException> unknown = () -> new BadArgumentException("--systems: there is no system '"
                    + name + "'" + Nearest.suggestion(name, SystemKind.names()) + "; there are "
                    + String.join(", ", SystemKind.names()));
            systems.add(SystemKind.named(name).orElseThrow(unknown));
        }
        return systems;
    }

    private List<Integer> numbers(String name, int most) {
        return Arrays.stream(text(name).split(",", -1))
                .map(one -> number(name, one, 1, most))
                .toList();
    }

    private int number(String name, int least, int most) {
        return number(name, text(name), least, most);
    }

    private static int number(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(name, text, "a number from " + least + " to " + most);
        }
        throw wrong(name, text, "a number from " + least + " to " + most);
    }

    private String text(String name) {
        return given.getOrDefault(name, DEFAULTS.getOrDefault(name, ""));
    }

    private static String example(String name) {
        return switch (name) {
            case "jdbc-url" -> "jdbc:mysql://127.0.0.1:3306/?user=root&password=";
            case "jvm-option" -> "-XX:+UseParallelGC";
            default -> DEFAULTS.getOrDefault(name, "");
        };
    }

    private static BadArgumentException wrong(String name, String value, String instead) {
        return new BadArgumentException("--" + name + " cannot be '" + value + "'; write " + instead);
    }

    private static BadArgumentException unknownWorkload(String name) {
        List<String> names = new ArrayList<>(Workload.names());
        names.add(SMOKE);
        return new BadArgumentException("There is no workload '" + name + "'" + Nearest.suggestion(name, names)
                + "; there are " + String.join(", ", names));
    }
}
