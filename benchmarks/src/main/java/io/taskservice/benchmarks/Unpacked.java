package io.taskservice.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Jars with their libraries beside them instead of inside: reading those inside costs a start much. */
final class Unpacked {

    private Unpacked() {}

    /** Unpacks an executable jar with a JDK; returns the jar to run from then on. */
    static Path of(Path jar, Path folder, Path jdk) throws IOException, InterruptedException {
        run(List.of(
                jdk.resolve("bin").resolve("java").toString(),
                "-Djarmode=tools",
                "-jar",
                jar.toAbsolutePath().toString(),
                "extract",
                "--force",
                "--destination",
                folder.toString()));
        return folder.resolve(jar.getFileName());
    }

    /** Runs a command to its end and returns what it said; throws MeasurementFailedException when it fails. */
    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(line -> said.append(line).append('\n'));
        }
        if (process.waitFor() != 0) {
            throw new MeasurementFailedException(String.join(" ", command) + " failed:\n" + said);
        }
        return said.toString();
    }
}
