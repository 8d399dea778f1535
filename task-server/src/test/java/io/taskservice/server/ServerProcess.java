package io.taskservice.server;

import io.taskservice.testkit.Signals;
import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server jar as a real process, on a port of its own choice and with a folder of its own; killed when the JVM of the tests ends. */
public final class ServerProcess implements AutoCloseable {

    /** Of its platform administrator. */
    public static final String ADMIN_KEY = "an-admin-key-for-the-cluster-tests-0123456789";

    private static final Duration START_LIMIT = Duration.ofSeconds(180);
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final Pattern JOINED = Pattern.compile("Joined the cluster as (\\S+)");
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();
    private final Process process;
    private final Path log;

    ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        } catch (IllegalStateException e) { // this JVM is ending: nobody would end it later
            kill();
            throw e;
        }
    }

    /** Starts a server with these roles on that database and Redis; it may not be ready yet. */
    public static ServerProcess start(String roles, TestDatabase database, TestRedis redis, String... arguments) {
        return ServerLaunch.of(roles, database, redis).with(arguments).start();
    }

    /** As {@link #start}, with variables of the environment instead of, or beside, its own. */
    public static ServerProcess startWith(
            Map<String, String> variables, TestDatabase database, TestRedis redis, String... arguments) {
        return ServerLaunch.of("api,scheduler,executor", database, redis)
                .with(variables)
                .with(arguments)
                .start();
    }

    /** Waits until it ends by itself; returns the exit code. */
    public int awaitEnd() {
        Awaitility.await().atMost(START_LIMIT).until(() -> !process.isAlive());
        forget();
        return process.exitValue();
    }

    /** Waits until it answers that it is ready; fails with its log when it ends before. */
    public ServerProcess awaitReady() {
        Awaitility.await().atMost(START_LIMIT).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("The server ended: " + log());
            }
            // It says so before it has stored the first key; it is ready after that.
            return log().contains("Started TaskServer")
                    && exchange("GET", "/readyz", "", "").statusCode() == 200;
        });
        return this;
    }

    /** Sends a request as the platform's admin and returns the body; fails unless the status is that. */
    public JsonNode send(String method, String path, String body, int expectedStatus) {
        HttpResponse<String> answer = exchange(method, path, body, ADMIN_KEY);
        if (answer.statusCode() != expectedStatus) {
            throw new AssertionError(method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return json.readTree(answer.body());
    }

    /** Sends a request with that key, or none, and more headers, names and values, and returns whatever comes. */
    public HttpResponse<String> exchange(String method, String path, String body, String key, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("X-API-Key", key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL: no hook runs, nothing is given back. */
    public void kill() {
        process.destroyForcibly().onExit().join(); // a frozen one too
        forget();
    }

    /** SIGSTOP: for the others as if it hung, or as if its host did. */
    public void freeze() {
        Signals.freeze(process.pid());
    }

    /** SIGCONT. */
    public void thaw() {
        Signals.thaw(process.pid());
    }

    /** SIGTERM; does not wait. */
    public void terminate() {
        process.destroy();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** SIGTERM; returns the exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The server did not stop: " + log());
        }
        forget();
        return process.exitValue();
    }

    /** Everything it has printed. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** Deletes what libfaketime leaves behind of a process whose clock was wrong. */
    private void forget() {
        try {
            Files.deleteIfExists(SHARED_MEMORY.resolve("faketime_shm_" + process.pid()));
            Files.deleteIfExists(SHARED_MEMORY.resolve("sem.faketime_sem_" + process.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids it has had as a node, the one it has now last: a new one after each lost lease. */
    public List<String> nodeIds() {
        return JOINED.matcher(log()).results().map(join -> join.group(1)).toList();
    }

    private int port() {
        Matcher port = PORT.matcher(log());
        if (!port.find()) {
            throw new AssertionError("The server has no port: " + log());
        }
        return Integer.parseInt(port.group(1));
    }
}
