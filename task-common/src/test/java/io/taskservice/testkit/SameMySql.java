package io.taskservice.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs another server of the MySQL that {@code TASK_TEST_MYSQL_URL} names: the same program with the same options, except
 * for those that say where it is.
 *
 * <p>They are read from {@code /proc}, so that server must run on this machine, for this user. Its empty data is made once
 * per JVM.
 */
final class SameMySql implements DatabaseProgram {

    /** So that there is no TLS: a certificate that was made a minute ago is not valid yet where a clock is behind. */
    private static final String NO_CERTIFICATE = "--auto-generate-certs=OFF";

    private static final Set<String> OWN_OPTIONS = Set.of(
            "--bind-address",
            "--daemonize",
            "--datadir",
            "--innodb-buffer-pool-size",
            "--log-error",
            "--max-connections",
            "--mysqlx",
            "--pid-file",
            "--port",
            "--report-host",
            "--secure-file-priv",
            "--server-id",
            "--socket",
            "--tmpdir");
    private static final int INITIALIZE_LIMIT_S = 180;

    private final List<String> base;
    private final Path emptyData = TestFolders.own("mysql-empty").resolve("data");

    private SameMySql(List<String> base) {
        this.base = base;
    }

    /** The program of that server; empty when its process cannot be seen from here. */
    static Optional<SameMySql> of(DatabaseServer server) {
        try {
            Path pidFile = Path.of(server.text("SELECT @@datadir")).resolve(server.text("SELECT @@pid_file"));
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
            List<String> words = List.of(new String(line, StandardCharsets.UTF_8).split("\0"));
            return words.contains("--port=" + server.port())
                    ? Optional.of(new SameMySql(base(words)))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    static List<String> base(List<String> words) {
        return words.stream()
                .filter(word -> !OWN_OPTIONS.contains(word.split("=", 2)[0].replace('_', '-')))
                .toList();
    }

    @Override
    public synchronized void makeData(Path data) {
        try {
            if (!Files.exists(emptyData)) {
                Path partial = emptyData.resolveSibling("partial");
                TestFolders.delete(partial);
                initialize(partial);
                Files.move(partial, emptyData, StandardCopyOption.ATOMIC_MOVE);
            }
            TestFolders.copy(emptyData, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> command(int port, Path folder, Path data) {
        List<String> command = new ArrayList<>(base);
        command.addAll(List.of(
                "--datadir=" + data,
                "--tmpdir=" + folder,
                "--socket=" + folder.resolve("s"),
                "--pid-file=" + folder.resolve("pid"),
                "--secure-file-priv=NULL",
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--mysqlx=OFF",
                "--server-id=" + port,
                NO_CERTIFICATE,
                "--performance-schema=OFF",
                "--max-connections=500",
                "--innodb-buffer-pool-size=64M",
                "--innodb-redo-log-capacity=32M"));
        return command;
    }

    private void initialize(Path data) throws IOException {
        Path log = data.resolveSibling("initialize.log");
        List<String> command = new ArrayList<>(base);
        command.addAll(List.of(
                "--datadir=" + data, "--initialize-insecure", NO_CERTIFICATE, "--innodb-redo-log-capacity=32M"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(INITIALIZE_LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("mysqld --initialize-insecure failed:\n" + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
