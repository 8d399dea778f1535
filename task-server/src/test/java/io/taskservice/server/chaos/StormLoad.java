package io.taskservice.server.chaos;

import io.taskservice.server.ServerProcess;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What the cluster has to do all the time: definitions of every kind, and tasks that a client submits until it is told yes. */
final class StormLoad {

    private static final String TASKS = "/api/v1/tasks";
    private static final int CLIENTS = 2;
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Supplier<ServerProcess> api;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicLong refusals = new AtomicLong();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean submitting = true;

    StormLoad(Supplier<ServerProcess> api) {
        this.api = api;
    }

    /** Makes that many FIXED_RATE definitions, and some of the other kinds. */
    void define(int definitions) {
        for (int i = 0; i < definitions; i++) {
            define("rate " + i, "\"scheduleType\":\"FIXED_RATE\",\"intervalMs\":1000", 20 + 20 * (i % 10));
        }
        for (int i = 0; i < 3; i++) {
            define("cron " + i, "\"scheduleType\":\"CRON\",\"cronExpression\":\"* * * * * ?\"", 50);
        }
        for (int i = 0; i < 2; i++) {
            define("delay " + i, "\"scheduleType\":\"FIXED_DELAY\",\"intervalMs\":1000", 100);
        }
        for (int i = 0; i < 10; i++) {
            String at = Instant.now().plusSeconds(5L + 6L * i).toString();
            define("once " + i, "\"scheduleType\":\"ONCE\",\"runAt\":\"" + at + "\"", 100);
        }
    }

    /** Begins to submit tasks. */
    void begin() {
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(this::submit, "storm-client-" + i);
            client.setDaemon(true);
            client.start();
            clients.add(client);
        }
    }

    /** Submits no more; returns when every client has been told yes for its last task. */
    void end() throws InterruptedException {
        submitting = false;
        for (Thread client : clients) {
            client.join(Duration.ofSeconds(90).toMillis());
            if (client.isAlive()) {
                throw new AssertionError("A client is still told no");
            }
        }
    }

    /** The request keys that were accepted. */
    Set<String> accepted() {
        return accepted;
    }

    /** How often a client was told no, or nothing. */
    long refusals() {
        return refusals.get();
    }

    /** Submits one that takes the process which runs it with it. */
    void submitOneThatHalts() {
        insist("{\"handler\":\"journal\",\"params\":{\"halts\":1},\"requestKey\":\"halts-" + numbers.incrementAndGet()
                + "\"}");
    }

    private void define(String name, String schedule, int millis) {
        api.get().send("POST", TASKS + "/definitions", """
                {"taskName": "%s", "taskHandler": "journal", %s, "maxAttempts": 5, "backoffInitialMs": 200,
                 "backoffMaxMs": 1000, "taskParams": {"millis": %d}}""".formatted(name, schedule, millis), 201);
    }

    private void submit() {
        while (submitting) {
            int number = numbers.incrementAndGet();
            String key = "task-" + number;
            insist("{" + kind(number) + ",\"requestKey\":\"" + key
                    + "\",\"backoffInitialMs\":200,\"backoffMaxMs\":1000}");
            accepted.add(key);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static String kind(int number) {
        return switch (number % 8) {
            case 0 -> "\"handler\":\"journal\",\"params\":{\"fails\":2},\"maxAttempts\":6";
            case 1, 2 -> "\"handler\":\"journal\",\"params\":{\"millis\":3000},\"maxAttempts\":6";
            case 3 ->
                "\"handler\":\"journal\",\"params\":{\"millis\":300},\"maxAttempts\":6,\"concurrencyKey\":\"three\","
                        + "\"maxConcurrency\":3";
            case 4 -> "\"handler\":\"journal\",\"params\":{\"waits\":1},\"maxAttempts\":6";
            case 5 -> "\"handler\":\"journal\",\"params\":{\"fails\":99},\"maxAttempts\":2";
            case 6 -> "\"handler\":\"journal\",\"params\":{\"millis\":50},\"maxAttempts\":6,\"delayMs\":1500";
            default -> "\"handler\":\"echo\",\"params\":{\"n\":" + number + "},\"maxAttempts\":6";
        };
    }

    /** The same request until the answer is that it is stored. */
    private void insist(String task) {
        while (!isStored(task)) {
            refusals.incrementAndGet();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean isStored(String task) {
        try {
            HttpResponse<String> answer = api.get().exchange("POST", TASKS + "/submit", task, ServerProcess.ADMIN_KEY);
            if (answer.statusCode() / 100 == 4 && answer.statusCode() != 429 && answer.statusCode() != 409) {
                throw new IllegalStateException(task + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.statusCode() == 202 || answer.statusCode() == 200;
        } catch (UncheckedIOException | AssertionError e) { // cut off, or not there
            return false;
        }
    }
}
