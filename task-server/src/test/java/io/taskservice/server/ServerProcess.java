package io.taskservice.server;

import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestFolders;
import io.taskservice.testkit.TestRedis;
import io.taskservice.testkit.TestSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server jar as a real process, on a port of its own choice and with a folder of its own; killed when the JVM of the tests ends. */
final class ServerProcess implements AutoCloseable {

    static final String ADMIN_KEY = "an-admin-key-for-the-cluster-tests-0123456789";

    private static final Path JAR = Path.of("target", "task-server.jar");
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();
    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Starts a server with these roles on that database and Redis; it may not be ready yet. */
    static ServerProcess start(String roles, TestDatabase database, TestRedis redis, String... arguments) {
        return start(roles, Map.of(), database, redis, arguments);
    }

    private static ServerProcess start(
            String roles, Map<String, String> variables, TestDatabase database, TestRedis redis, String... arguments) {
        try {
            Path folder = TestFolders.own("server-" + UUID.randomUUID());
            Path log = folder.resolve("server.log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx192m",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.io.tmpdir=" + folder,
                    "-jar",
                    JAR.toAbsolutePath().toString(),
                    "--server.port=0",
                    "--app.task.roles=" + roles));
            command.addAll(List.of(arguments));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment(database, redis));
            builder.environment().putAll(variables);
            return new ServerProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> environment(TestDatabase database, TestRedis redis) {
        return Map.of(
                "MYSQL_HOST", database.host(),
                "MYSQL_PORT", String.valueOf(database.port()),
                "MYSQL_DATABASE", database.name(),
                "MYSQL_USER", database.user(),
                "MYSQL_PASSWORD", database.password(),
                "REDIS_HOST", redis.host(),
                "REDIS_PORT", String.valueOf(redis.port()),
                "TASK_ADMIN_API_KEY", ADMIN_KEY,
                "TASK_SECRETS_KEY", TestSecrets.key());
    }

    /** As {@link #start}, with variables of the environment instead of, or beside, its own. */
    static ServerProcess startWith(
            Map<String, String> variables, TestDatabase database, TestRedis redis, String... arguments) {
        return start("api,scheduler,executor", variables, database, redis, arguments);
    }

    /** Waits until it ends by itself; returns the exit code. */
    int awaitEnd() {
        Awaitility.await().atMost(START_LIMIT).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** Waits until it answers that it is ready; fails with its log when it ends before. */
    ServerProcess awaitReady() {
        Awaitility.await().atMost(START_LIMIT).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("The server ended: " + log());
            }
            return log().contains("Started TaskServer");
        });
        return this;
    }

    /** Sends a request as the platform's admin and returns the body; fails unless the status is that. */
    JsonNode send(String method, String path, String body, int expectedStatus) {
        HttpResponse<String> answer = exchange(method, path, body, ADMIN_KEY);
        if (answer.statusCode() != expectedStatus) {
            throw new AssertionError(method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return json.readTree(answer.body());
    }

    /** Sends a request with that key, or none, and more headers, names and values, and returns whatever comes. */
    HttpResponse<String> exchange(String method, String path, String body, String key, String... headers) {
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
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM; returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("The server did not stop: " + log());
        }
        return process.exitValue();
    }

    String log() {
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

    private int port() {
        Matcher port = PORT.matcher(log());
        if (!port.find()) {
            throw new AssertionError("The server has no port: " + log());
        }
        return Integer.parseInt(port.group(1));
    }
}
