package io.taskservice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/**
 * A child process that ends with this JVM, however the JVM ends.
 *
 * <p>Its standard input is the leash: a shell beside the program reads it and sends SIGTERM when it closes, which the
 * kernel does even for a JVM that was killed with SIGKILL; SIGCONT follows, for a program that was frozen. The program
 * keeps the pid that {@link #pid()} names.
 */
final class LeashedProcess {

    private static final String LEASH =
            "exec 3<&0; (cat <&3 >/dev/null; kill $$ 2>/dev/null; kill -CONT $$ 2>/dev/null) & exec \"$@\" 3<&- </dev/null";
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;
    private boolean frozen;

    private LeashedProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts {@code command} in {@code folder}; both its output streams go to {@code log}, which is emptied first. */
    static LeashedProcess start(Path folder, Path log, List<String> command) {
        List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", LEASH, "leash"));
        line.addAll(command);
        try {
            Process process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            LeashedProcess leashedProcess = new LeashedProcess(process, log);
            TestFolders.stopAtExit(leashedProcess);
            return leashedProcess;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Waits until {@code ready} holds; fails at once with the log when the process ends before. */
    void awaitReady(Duration limit, BooleanSupplier ready) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(limit)
                .until(() -> !process.isAlive() || ready.getAsBoolean());
        if (!process.isAlive()) {
            throw new IllegalStateException("exit code " + process.exitValue() + " while starting:\n" + readLog());
        }
    }

    String readLog() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when the process is gone. */
    synchronized void kill() {
        process.destroyForcibly().onExit().join(); // a frozen one too
        frozen = false;
    }

    synchronized void freeze() {
        Signals.freeze(pid());
        frozen = true;
    }

    synchronized void thaw() {
        if (frozen) {
            Signals.thaw(pid());
            frozen = false;
        }
    }

    /** SIGTERM, then SIGKILL after a grace; returns when the process is gone. One that is frozen goes on first. */
    void stop() {
        if (!process.isAlive()) {
            return;
        }
        thaw();
        process.destroy();
        try {
            if (!process.waitFor(STOP_GRACE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
