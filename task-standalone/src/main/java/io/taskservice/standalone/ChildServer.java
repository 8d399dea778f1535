package io.taskservice.standalone;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A database or Redis that runs as a child of this process and writes what it says to a log file. */
final class ChildServer {

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Pattern MISSING_LIBRARY = Pattern.compile("loading shared libraries: (\\S+):");
    private static final Duration START_LIMIT = Duration.ofSeconds(60); // crash recovery of a large log takes a while
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final long MAX_LOG_BYTES = 10_000_000;

    private final String name;
    private final Process process;
    private final Path log;
    private final long logStart;

    private ChildServer(String name, Process process, Path log, long logStart) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.logStart = logStart;
    }

    /**
     * Starts {@code command} in {@code folder}, in a session of its own: a Ctrl-C in the terminal reaches the server only,
     * which then ends its children in the right order.
     */
    static ChildServer start(String name, Path folder, Path log, List<String> command) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            line.add(SETSID.toString()); // becomes the program itself: the pid stays
        }
        line.addAll(command);
        try {
            rotate(log);
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            Process process = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            process.getOutputStream().close();
            return new ChildServer(name, process, log, logStart);
        } catch (IOException e) {
            throw new StartFailure(name + " did not start: " + e.getMessage(), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Runs {@code action}, on a thread of its own, when it ends for whatever reason. */
    void onEnd(Runnable action) {
        Thread watch = new Thread(() -> {
            try {
                process.waitFor();
                action.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        watch.setName("standalone-watch-" + name);
        watch.setDaemon(true);
        watch.start();
    }

    /** Waits for the log to hold {@code mark}; fails with the reason the log gives when it ends before or takes too long. */
    void awaitReady(String mark) {
        for (long looks = START_LIMIT.dividedBy(LOOK_AGAIN); looks > 0; looks--) {
            if (said().contains(mark)) {
                return;
            }
            if (endedWithin(LOOK_AGAIN)) {
                throw new StartFailure(name + " did not start: " + reason() + " (log: " + log + ")");
            }
        }
        stop();
        throw new StartFailure(name + " was not ready within " + START_LIMIT.toSeconds() + " s (log: " + log + ")");
    }

    /** Waits for a program that ends by itself; fails when it does not end well. */
    void awaitSuccess() {
        if (!endedWithin(START_LIMIT)) {
            stop();
            throw new StartFailure(name + " took longer than " + START_LIMIT.toSeconds() + " s (log: " + log + ")");
        }
        if (process.exitValue() != 0) {
            throw new StartFailure(name + " failed: " + reason() + " (log: " + log + ")");
        }
    }

    /** Whether it ended because another program listens on the port that it was given. */
    boolean foundItsPortTaken() {
        return !process.isAlive() && said().contains("Address already in use");
    }

    /** SIGTERM, then SIGKILL when it has not ended in time. */
    void stop() {
        process.destroy();
        if (!endedWithin(STOP_LIMIT)) {
            process.destroyForcibly();
            endedWithin(STOP_LIMIT);
        }
    }

    private boolean endedWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while waiting for " + name, e);
        }
    }

    /** What this run has written to the log so far. */
    private String said() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(logStart);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - logStart)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String reason() {
        return reason(said(), process.exitValue());
    }

    /** The one line of a log that says why a server ended. */
    static String reason(String log, int exitCode) {
        Matcher library = MISSING_LIBRARY.matcher(log);
        if (library.find()) {
            return "the system library " + library.group(1) + " is missing" + advice(library.group(1));
        }
        List<String> lines = log.lines().filter(line -> !line.isBlank()).toList();
        return Stream.of("[ERROR]", "FATAL ERROR:")
                .flatMap(mark -> lines.stream()
                        .filter(line -> line.contains(mark) && !line.endsWith("Aborting"))
                        .map(line -> line.substring(line.indexOf(mark) + mark.length())
                                .trim()))
                .findFirst()
                .orElseGet(() -> lines.isEmpty() ? "exit code " + exitCode : lines.get(lines.size() - 1));
    }

    private static String advice(String library) {
        return library.startsWith("libssl.so.3") || library.startsWith("libcrypto.so.3")
                ? ": install OpenSSL 3, on Debian and Ubuntu with 'apt-get install libssl3', or set REDIS_HOST"
                : ": install it, or set MYSQL_HOST and REDIS_HOST";
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
