package io.taskservice.server;

import io.taskservice.lab.journal.JournalHandler;
import io.taskservice.testkit.TcpProxy;
import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestFolders;
import io.taskservice.testkit.TestRedis;
import io.taskservice.testkit.TestSecrets;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a server process is to be started; {@link #start()} may be called again for another one like it.
 *
 * @param heap most megabytes of heap
 * @param variables of the environment, beside or instead of those every server gets
 * @param arguments of the command line, after those every server gets
 * @param journals folder where its handler {@code journal} writes; null: it has no such handler
 * @param clockOff how wrong its clock is
 */
public record ServerLaunch(
        String roles,
        int heap,
        Map<String, String> variables,
        List<String> arguments,
        @Nullable Path journals,
        Duration clockOff) {

    /** What one adds to the monotonic clock of this machine, in nanoseconds, for its time of day. */
    private static final long MONOTONIC_TO_WALL = System.currentTimeMillis() * 1_000_000 - System.nanoTime();

    private static final List<Path> FAKETIME = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/faketime/libfaketimeMT.so.1"));

    /** A server with these roles on that database and Redis. */
    public static ServerLaunch of(String roles, TestDatabase database, TestRedis redis) {
        Map<String, String> environment = Map.of(
                "MYSQL_HOST", database.host(),
                "MYSQL_PORT", String.valueOf(database.port()),
                "MYSQL_DATABASE", database.name(),
                "MYSQL_USER", database.user(),
                "MYSQL_PASSWORD", database.password(),
                "REDIS_HOST", redis.host(),
                "REDIS_PORT", String.valueOf(redis.port()),
                "TASK_ADMIN_API_KEY", ServerProcess.ADMIN_KEY,
                "TASK_SECRETS_KEY", TestSecrets.key());
        return new ServerLaunch(roles, 192, environment, List.of(), null, Duration.ZERO);
    }

    /** The library that makes clocks wrong (Debian's package faketime); empty: it is not on this machine. */
    public static Optional<Path> faketime() {
        return FAKETIME.stream().filter(Files::isReadable).findFirst();
    }

    public ServerLaunch heap(int megabytes) {
        return new ServerLaunch(roles, megabytes, variables, arguments, journals, clockOff);
    }

    /** With more variables of the environment, each instead of one of the same name. */
    public ServerLaunch with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(more);
        return new ServerLaunch(roles, heap, Map.copyOf(all), arguments, journals, clockOff);
    }

    /** With more arguments of the command line. */
    public ServerLaunch with(String... more) {
        List<String> all = Stream.concat(arguments.stream(), Stream.of(more)).toList();
        return new ServerLaunch(roles, heap, variables, all, journals, clockOff);
    }

    /** Reaches its database through that proxy. */
    public ServerLaunch databaseThrough(TcpProxy proxy) {
        return with(Map.of("MYSQL_HOST", proxy.host(), "MYSQL_PORT", String.valueOf(proxy.port())));
    }

    /** Reaches its Redis through that proxy. */
    public ServerLaunch redisThrough(TcpProxy proxy) {
        return with(Map.of("REDIS_HOST", proxy.host(), "REDIS_PORT", String.valueOf(proxy.port())));
    }

    /** With the handler {@code journal}, which writes to that folder by a clock that all processes share, as they may the folder. */
    public ServerLaunch journals(Path folder) {
        return new ServerLaunch(roles, heap, variables, arguments, folder.toAbsolutePath(), clockOff);
    }

    /** With a clock that is wrong by so much; what it measures with its monotonic clock stays right. */
    public ServerLaunch clockOff(Duration off) {
        return new ServerLaunch(roles, heap, variables, arguments, journals, off);
    }

    /** Starts it; it may not be ready yet. */
    public ServerProcess start() {
        return start(ServerImage.java(), ServerImage.jar());
    }

    /** Starts it with that JVM, and its first options, from that jar. */
    ServerProcess start(List<String> java, Path jar) {
        try {
            Path folder = TestFolders.own("server-" + UUID.randomUUID());
            Path log = folder.resolve("server.log");
            ProcessBuilder builder = new ProcessBuilder(command(java, jar, folder))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(variables);
            builder.environment().putAll(wrongClock());
            return new ServerProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(List<String> java, Path jar, Path folder) {
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(
                "-Xmx" + heap + "m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                classPath(jar),
                TaskServer.class.getName(),
                "--server.port=0",
                "--app.task.roles=" + roles));
        if (journals != null) {
            command.add("--task-lab.journal=" + journals);
            command.add("--task-lab.journal-clock=" + MONOTONIC_TO_WALL);
        }
        command.addAll(arguments);
        return command;
    }

    private String classPath(Path jar) {
        return journals == null ? jar.toString() : jar + File.pathSeparator + laboratory();
    }

    /** The jar that has the handler, or the folder of its classes. */
    private static Path laboratory() {
        try {
            return Path.of(JournalHandler.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the last variable but one, and with its "fix", waits of a JVM end at once. */
    private Map<String, String> wrongClock() {
        if (clockOff.isZero()) {
            return Map.of();
        }
        return Map.of(
                "LD_PRELOAD",
                faketime().orElseThrow().toString(),
                "FAKETIME",
                (clockOff.isNegative() ? "-" : "+") + clockOff.abs().toSeconds(),
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0",
                "NO_FAKE_STAT", // the archive of classes names the time of its jars
                "1");
    }
}
