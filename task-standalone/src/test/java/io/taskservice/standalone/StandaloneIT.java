package io.taskservice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real programs in real processes, which are stopped and killed; all tests share one unpacked data folder. */
class StandaloneIT {

    private static final int SIGTERM_EXIT = 143;

    @TempDir
    static Path temp;

    private static Path data;

    private final List<ChildJvm> children = new ArrayList<>();

    @BeforeAll
    static void resolveData() throws IOException {
        data = temp.toRealPath()
                .resolve("a folder with spaces, and with a name too long for a socket ".repeat(2) + "/data");
    }

    @AfterEach
    void endAll() {
        children.forEach(ChildJvm::kill);
        Leftovers.stop(data, EmbeddedRedis.PROGRAM, Duration.ofSeconds(30));
        Leftovers.stop(data, EmbeddedDatabase.PROGRAM, Duration.ofSeconds(30));
    }

    @Test
    void recoversFromAKillWithoutLosingACommit() throws Exception {
        ChildJvm killed = holder().awaitText("holding");
        try (Connection connection = connect(killed)) {
            execute(connection, "CREATE TABLE IF NOT EXISTS kept (id INT PRIMARY KEY)");
            execute(connection, "REPLACE INTO kept VALUES (1)");
        }
        killed.kill();
        List<Long> orphans = servers();
        assertThat(orphans).as("the trap this is about: they outlive the JVM").hasSize(2);

        ChildJvm next = holder().awaitText("holding");

        assertThat(servers()).hasSize(2).doesNotContainAnyElementsOf(orphans);
        try (Connection connection = connect(next)) {
            assertThat(count(connection, "SELECT COUNT(*) FROM kept")).isEqualTo(1);
        }
    }

    @Test
    void recoversFromAKillOfTheDatabaseToo() throws Exception {
        ChildJvm killed = holder().awaitText("holding");
        killed.kill();
        Leftovers.find(data, EmbeddedDatabase.PROGRAM).forEach(ProcessHandle::destroyForcibly);

        ChildJvm next = holder().awaitText("holding");

        try (Connection connection = connect(next)) {
            assertThat(count(connection, "SELECT 1")).isEqualTo(1);
        }
    }

    @Test
    void lendsItsServersToNobodyWithoutThePassword() throws Exception {
        ChildJvm holder = holder().awaitText("holding");

        assertThat(errorOf(() -> connect(holder, "root", ""))).contains("Access denied");
        assertThat(errorOf(() -> connect(holder, EmbeddedDatabase.USER, ""))).contains("Access denied");
        assertThat(Files.readString(data.resolve("redis/redis.conf")))
                .contains("bind 127.0.0.1")
                .contains("requirepass " + holder.value("app.task.redis.password"));
    }

    @Test
    void refusesAFolderThatAnotherProcessHolds() throws Exception {
        ChildJvm first = holder().awaitText("holding");

        ChildJvm second = standalone("--server.port=0");

        assertThat(second.awaitExit()).isEqualTo(1);
        assertThat(second.text().lines())
                .singleElement()
                .asString()
                .startsWith("Task Service cannot start: data folder " + data + " is in use by process "
                        + first.process().pid());
    }

    @Test
    void refusesATakenHttpPortBeforeItStartsAnything() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            ChildJvm child = standalone("--server.port=" + other.getLocalPort());

            assertThat(child.awaitExit()).isEqualTo(1);
            assertThat(child.text())
                    .isEqualTo("Task Service cannot start: port " + other.getLocalPort()
                            + " is taken by another program: set SERVER_PORT or --server.port to another one\n");
        }
    }

    @Test
    void refusesAFolderThatCannotBeWritten() throws Exception {
        ChildJvm child =
                start(TaskStandalone.class, "--server.port=0", "--app.task.standalone.data-dir=/proc/task-data");

        assertThat(child.awaitExit()).isEqualTo(1);
        assertThat(child.text().lines())
                .singleElement()
                .asString()
                .startsWith("Task Service cannot start: cannot write to /proc/task-data (");
    }

    @Test
    void servesUntilSigtermAndLeavesNoProcessBehind() throws Exception {
        ChildJvm child = standalone("--server.port=0").awaitText("Stop it with Ctrl-C.");
        assertThat(servers()).hasSize(2);
        assertThat(statusOf(healthUrl(child.text()))).isLessThan(500);

        child.process().destroy();

        assertThat(child.awaitExit()).isEqualTo(SIGTERM_EXIT);
        assertThat(servers()).isEmpty();
        assertThat(Files.readString(data.resolve("logs/mariadb.log"))).contains("Shutdown complete");
    }

    @Test
    @Tag("once")
    void endsWithItsDatabase() throws Exception {
        ChildJvm child = standalone("--server.port=0").awaitText("Stop it with Ctrl-C.");

        Leftovers.find(data, EmbeddedDatabase.PROGRAM).forEach(ProcessHandle::destroyForcibly);

        assertThat(child.awaitExit()).isEqualTo(1);
        assertThat(child.text()).contains("Task Service ends: its database ended by itself");
        assertThat(servers()).isEmpty();
    }

    private ChildJvm holder() throws IOException {
        return start(ServicesHolder.class, data.toString());
    }

    private ChildJvm standalone(String... args) throws IOException {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--app.task.standalone.data-dir=" + data);
        return start(TaskStandalone.class, all.toArray(String[]::new));
    }

    private ChildJvm start(Class<?> main, String... args) throws IOException {
        ChildJvm child = ChildJvm.start(temp.resolve("output-" + children.size()), main, args);
        children.add(child);
        return child;
    }

    /** The pids of our database and Redis. */
    private static List<Long> servers() {
        List<ProcessHandle> found = new ArrayList<>(Leftovers.find(data, EmbeddedDatabase.PROGRAM));
        found.addAll(Leftovers.find(data, EmbeddedRedis.PROGRAM));
        return found.stream().map(ProcessHandle::pid).toList();
    }

    private static String healthUrl(String banner) {
        Matcher matcher = Pattern.compile("Health\\s+(http://\\S+)").matcher(banner);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private static int statusOf(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    private static Connection connect(ChildJvm holder) throws SQLException {
        return connect(holder, holder.value("app.task.database.user"), holder.value("app.task.database.password"));
    }

    private static Connection connect(ChildJvm holder, String user, String password) throws SQLException {
        String url = "jdbc:mysql://" + holder.value("app.task.database.host") + ":"
                + holder.value("app.task.database.port") + "/" + holder.value("app.task.database.name")
                + "?sslMode=DISABLED&allowPublicKeyRetrieval=true";
        return DriverManager.getConnection(url, user, password);
    }

    private static String errorOf(Connecting connecting) {
        try (Connection connection = connecting.connect()) {
            throw new AssertionError("connected: " + connection);
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** An attempt to connect. */
    private interface Connecting {
        Connection connect() throws SQLException;
    }
}
