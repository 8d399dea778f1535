package io.taskservice.benchmarks;

import io.taskservice.benchmarks.child.Workload;
import io.taskservice.benchmarks.engine.SystemKind;
import io.taskservice.text.Nearest;
import java.nio.file.Files;
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
                numbers("tasks", 1, 1_000_000),
                numbers("history", 0, 100_000_000),
                numbers("tenants", 1, 10_000),
                numbers("nodes", 1, 8),
                numbers("submitters", 0, 256),
                number("requests", 1, 10_000),
                numbers("rate", 1, 10_000),
                numbers("definitions", 1, 20_000),
                number("cap", 1, 3_600),
                url.isEmpty() ? null : url,
                Path.of(text("out")),
                Path.of(text("recorded")),
                Path.of(text("server")),
                jdks(),
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
        if (!Options.DEFAULTS.containsKey(name)) {
            throw new BadArgumentException("There is no option --" + name
                    + Nearest.suggestion(name, Options.DEFAULTS.keySet()) + "; --help lists all");
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

    private List<Path> jdks() {
        List<Path> jdks =
                Arrays.stream(text("jdk").split(",", -1)).map(Path::of).toList();
        for (Path jdk : workloads().contains(Workload.START) ? jdks : List.<Path>of()) {
            if (!Files.isExecutable(jdk.resolve("bin").resolve("jcmd"))) {
                throw wrong("jdk", jdk.toString(), "the home of a JDK, with bin/java and bin/jcmd");
            }
        }
        return jdks;
    }

    private List<Integer> numbers(String name, int least, int most) {
        return Arrays.stream(text(name).split(",", -1))
                .map(one -> number(name, one, least, most))
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
        return given.getOrDefault(name, Options.DEFAULTS.getOrDefault(name, ""));
    }

    private static String example(String name) {
        return switch (name) {
            case "jdbc-url" -> "jdbc:mysql://127.0.0.1:3306/?user=root&password=";
            case "jvm-option" -> "-XX:+UseParallelGC";
            default -> Options.DEFAULTS.getOrDefault(name, "");
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
