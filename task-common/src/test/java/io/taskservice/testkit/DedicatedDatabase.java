package io.taskservice.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A database server of a test's own, which it may kill, freeze or starve: of the same kind and version as the one that all
 * tests share.
 *
 * <p>Gone with the JVM, however that ends; also when a test left it frozen.
 */
public final class DedicatedDatabase implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final int ATTEMPTS = 5;

    private final DatabaseProgram program;
    private final Path folder = TestFolders.own("database-" + UUID.randomUUID());
    private final Path data;
    private DatabaseServer server;
    private LeashedProcess process;

    private DedicatedDatabase(DatabaseProgram program, Path data) {
        this.program = program;
        this.data = data;
        program.makeData(data);
        this.server = new DatabaseServer("127.0.0.1", FreePort.next(), "root", "");
        this.process = firstProcess();
    }

    /** What is missing for one here; empty: nothing. */
    public static Optional<String> missing() {
        return program().isPresent()
                ? Optional.empty()
                : Optional.of("no second server of " + DatabaseServer.URL_SETTING
                        + " can be started: its process is not on this machine");
    }

    /** Starts one; returns when it answers. */
    public static DedicatedDatabase start() {
        return new DedicatedDatabase(program().orElseThrow(), TestFolders.own("data-" + UUID.randomUUID()));
    }

    /** Starts one whose data is on that disk; returns when it answers. */
    public static DedicatedDatabase startOn(SmallDisk disk) {
        return new DedicatedDatabase(program().orElseThrow(), disk.folder().resolve("data"));
    }

    public String host() {
        return server.host();
    }

    public int port() {
        return server.port();
    }

    /** Whether it answers at this moment, within two seconds. */
    public boolean isUp() {
        return server.isUp();
    }

    /** Whether it stores something new at this moment, within two seconds. */
    public boolean isWritable() {
        return server.canDo("CREATE DATABASE IF NOT EXISTS testkit_probe")
                && server.canDo("CREATE TABLE IF NOT EXISTS testkit_probe.t (text LONGTEXT)")
                && server.canDo("INSERT INTO testkit_probe.t VALUES (REPEAT('x', 100000))");
    }

    /** Whether the process is there, frozen or not. */
    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when the process is gone. */
    public synchronized void kill() {
        process.kill();
    }

    /** SIGTERM; returns when the process is gone. */
    public synchronized void stop() {
        process.stop();
    }

    /** Stops it if it runs, and starts it again as it was first, with the data it had; returns when it answers. */
    public synchronized void restart() {
        process.stop();
        process = launch();
    }

    /** SIGSTOP: connections stay open, new ones open too, and nothing is answered. */
    public synchronized void freeze() {
        process.freeze();
    }

    /** Ends {@link #freeze()}. */
    public synchronized void thaw() {
        process.thaw();
    }

    /** Refuses the writes of everybody but its administrator, or accepts them again. A restart ends it. */
    public void readOnly(boolean refused) {
        server.execute("SET GLOBAL read_only = " + (refused ? 1 : 0));
    }

    /** Runs a statement, as root, on a connection of its own. */
    public void execute(String sql) {
        server.execute(sql);
    }

    /** What the server itself said since its last start. */
    public synchronized String log() {
        return process.readLog();
    }

    @Override
    public void close() {
        stop();
    }

    DatabaseServer server() {
        return server;
    }

    private static Optional<DatabaseProgram> program() {
        String url = TestSettings.get(DatabaseServer.URL_SETTING);
        return url == null
                ? Optional.of(EmbeddedMariaDb.prepared())
                : SameMySql.of(DatabaseServer.running()).map(DatabaseProgram.class::cast);
    }

    private LeashedProcess firstProcess() {
        for (int attempt = 1; ; attempt++) {
            try {
                return launch();
            } catch (IllegalStateException e) { // most likely somebody else took the port meanwhile
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                server = new DatabaseServer("127.0.0.1", FreePort.next(), "root", "");
            }
        }
    }

    private LeashedProcess launch() {
        LeashedProcess started = LeashedProcess.start(
                folder, folder.resolve("server.log"), program.command(server.port(), folder, data));
        started.awaitReady(START_LIMIT, server::isUp);
        return started;
    }
}
