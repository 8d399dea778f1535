package io.taskservice.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis on loopback that persists nothing.
 *
 * <p>{@link #shared()} is one per JVM, or the server that the environment variable or system property {@code
 * TASK_TEST_REDIS} ({@code host:port}) names. {@link #dedicated()} is a new one for tests that stop it.
 */
public final class TestRedis implements AutoCloseable {

    /** Environment variable or system property, {@code host:port}. */
    static final String ADDRESS_SETTING = "TASK_TEST_REDIS";

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final int CALL_TIMEOUT_MS = 5_000;
    private static final int ATTEMPTS = 5;

    private final String host;
    private final boolean stoppable;
    private int port;
    private @Nullable LeashedProcess process;

    private TestRedis(String host, int port, boolean stoppable) {
        this.host = host;
        this.port = port;
        this.stoppable = stoppable;
    }

    /** Started on the first call; cannot be stopped by a test. */
    public static TestRedis shared() {
        return Holder.SHARED;
    }

    /** A new server of the caller's own: stop it, restart it, close it. */
    public static TestRedis dedicated() {
        return launch(true);
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public void flushAll() {
        String answer = call("FLUSHALL");
        if (!"+OK".equals(answer)) {
            throw new IllegalStateException("FLUSHALL: " + answer);
        }
    }

    /** Whether it answers at this moment. */
    public boolean isUp() {
        try {
            return "+PONG".equals(call("PING"));
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Connections break at once, new ones are refused, all data is gone. */
    public synchronized void stop() {
        requireStoppable();
        if (process != null) {
            process.stop();
            process = null;
        }
    }

    /** Comes back, empty, on the same port; returns when it answers. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** SIGSTOP: connections stay open, new ones open too, and nothing is answered. */
    public synchronized void freeze() {
        running().freeze();
    }

    /** Ends {@link #freeze()}: whatever was asked meanwhile is answered, the data is still there. */
    public synchronized void thaw() {
        running().thaw();
    }

    @Override
    public void close() {
        stop();
    }

    private static TestRedis launch(boolean stoppable) {
        TestRedis redis = new TestRedis("127.0.0.1", 0, stoppable);
        for (int attempt = 1; ; attempt++) {
            redis.port = FreePort.next();
            try {
                redis.start();
                return redis;
            } catch (IllegalStateException e) { // most likely somebody else took the port meanwhile
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private synchronized void start() {
        Path folder = TestFolders.own("redis-" + UUID.randomUUID());
        LeashedProcess started = LeashedProcess.start(
                folder,
                folder.resolve("redis.log"),
                List.of(
                        Program.PATH.toString(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        host,
                        "--save",
                        "",
                        "--appendonly",
                        "no"));
        started.awaitReady(START_LIMIT, this::isUp);
        process = started;
    }

    private LeashedProcess running() {
        requireStoppable();
        if (process == null) {
            throw new IllegalStateException("Redis is stopped");
        }
        return process;
    }

    private void requireStoppable() {
        if (!stoppable) {
            throw new UnsupportedOperationException("the shared Redis keeps running: use TestRedis.dedicated()");
        }
    }

    /** Sends an inline command and returns the first line of the answer. */
    private String call(String command) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CALL_TIMEOUT_MS);
            socket.setSoTimeout(CALL_TIMEOUT_MS);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestRedis outsideOrLaunched() {
        String address = TestSettings.get(ADDRESS_SETTING);
        if (address == null) {
            return launch(false);
        }
        int colon = address.lastIndexOf(':');
        return new TestRedis(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), false);
    }

    /** Starts the shared server once per JVM, when it is first asked for. */
    private static final class Holder {
        static final TestRedis SHARED = outsideOrLaunched();
    }

    /** The program that the embedded-redis artifact carries, unpacked once per JVM. */
    private static final class Program {
        static final Path PATH = unpack();

        private static Path unpack() {
            try {
                return ExecutableProvider.newJarResourceProvider(
                                TestFolders.own("redis-program").toFile())
                        .get()
                        .toPath();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
