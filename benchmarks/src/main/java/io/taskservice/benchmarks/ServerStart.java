package io.taskservice.benchmarks;

import io.taskservice.benchmarks.child.Result;
import io.taskservice.benchmarks.engine.Place;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of the server, with all roles and nothing to do, from its start to its end by SIGTERM. */
final class ServerStart implements AutoCloseable {

    private static final int MOST_SECONDS = 120;
    private static final int IDLE_SECONDS = 5;
    private static final long LOOK_MILLIS = 10;
    private static final int OK = 200;
    private static final double KB_PER_MB = 1024;
    private static final double BYTES_PER_MB = 1 << 20;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final long startNanos;
    private final Process process;
    private final Path jdk;
    private final Path log;

    private ServerStart(long startNanos, Process process, Path jdk, Path log) {
        this.startNanos = startNanos;
        this.process = process;
        this.jdk = jdk;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-of-server"));
    }

    /** Starts the command, a JVM with a jar, with settings for that place. */
    static ServerStart of(List<String> command, Path jdk, Place place, Path log) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.add("--server.port=0");
        place.settings().forEach((name, value) -> all.add("--" + name + "=" + value));
        Files.deleteIfExists(log);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new ServerStart(start, process, jdk, log);
    }

    /** How long it took until it was ready, what it uses when it is idle, and what of that it needs. */
    Result measure() throws IOException, InterruptedException {
        awaitReady();
        Map<String, Double> figures = new HashMap<>();
        figures.put("readySeconds", (System.nanoTime() - startNanos) / NANOS_PER_SECOND);
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        figures.put("residentMb", number(RESIDENT, status) / KB_PER_MB);
        String jcmd = jdk.resolve("bin").resolve("jcmd").toString();
        String histogram = Unpacked.run(List.of(jcmd, Long.toString(process.pid()), "GC.class_histogram"));
        figures.put("liveHeapMb", number(LIVE, histogram) / BYTES_PER_MB);
        return new Result(figures, null, 0, false);
    }

    /** SIGTERM, for it may write an archive at its end. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new MeasurementFailedException("The server did not stop; see " + log);
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() - startNanos > TimeUnit.SECONDS.toNanos(MOST_SECONDS)) {
                throw new MeasurementFailedException("The server was not ready; see " + log);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private boolean isReady() throws IOException, InterruptedException {
        Matcher port = PORT.matcher(Files.readString(log));
        if (!port.find()) {
            return false;
        }
        URI uri = URI.create("http://127.0.0.1:" + port.group(1) + "/readyz");
        HttpResponse<Void> answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
        return answer.statusCode() == OK;
    }

    private static double number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new MeasurementFailedException("Nothing like " + pattern + " in:\n" + text);
        }
        return Double.parseDouble(matcher.group(1));
    }
}
