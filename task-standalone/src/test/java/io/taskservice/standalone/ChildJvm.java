package io.taskservice.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A main class of the test's class path, running as a process of its own. */
record ChildJvm(Process process, Path output) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    static ChildJvm start(Path output, Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .keySet()
                .removeAll(List.of(
                        "MYSQL_HOST",
                        "REDIS_HOST",
                        "SERVER_PORT",
                        "PORT",
                        "TASK_DATA_DIR",
                        "TASK_SECRETS_KEY",
                        "JAVA_TOOL_OPTIONS"));
        return new ChildJvm(builder.start(), output);
    }

    /** Waits until it has printed {@code mark}; fails when it ends before. */
    ChildJvm awaitText(String mark) {
        Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> text().contains(mark) || !process.isAlive());
        if (!text().contains(mark)) {
            throw new AssertionError(
                    "ended with " + process.exitValue() + " before it said '" + mark + "':\n" + text());
        }
        return this;
    }

    int awaitExit() {
        return Awaitility.await().atMost(LIMIT).until(this::exitValue, value -> value >= 0);
    }

    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What it printed as {@code key=value}. */
    String value(String key) {
        return text().lines()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private int exitValue() {
        return process.isAlive() ? -1 : process.exitValue();
    }
}
