package io.taskservice.lab;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.database.DatabaseSettings;
import io.taskservice.identity.InstanceId;
import io.taskservice.testkit.TestStores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line on a real database. */
class LabIT {

    private static final TestStores STORES = TestStores.asMigrated();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @BeforeEach
    void empty() {
        STORES.execute("DELETE FROM task_instances");
    }

    @Test
    void aCleanHistoryIsZeroAndALineForEachLaw() {
        anInstance().insertInto(STORES);

        assertThat(run("check")).isZero();

        assertThat(text(out).lines())
                .hasSize(10)
                .allMatch(line -> line.contains(" 0 violations"))
                .anyMatch(line -> line.startsWith("ends                  1 looked at"));
        assertThat(text(err)).isEmpty();
    }

    @Test
    void aBrokenPromiseIsOneAndIsTold() {
        InstanceId waits = anInstance().insertInto(STORES);

        assertThat(run("check", "--quiescent")).isEqualTo(1);

        assertThat(text(out)).contains("ENDS default " + waits + ": expected an end, found PENDING, to start at 2020");
    }

    @Test
    void aThousandBrokenOnesAreAHundredLinesAndACount() {
        STORES.execute("""
                INSERT INTO concurrency_slots (task_instance_id, tenant_id, gate, state, priority, slot_limit, run_at)
                SELECT CONCAT('none-', a.bucket), 'default', 'k:x', 'HOLDS', 5, 1, UTC_TIMESTAMP(3) FROM gate_locks a
                UNION ALL
                SELECT CONCAT('more-', a.bucket), 'default', 'k:x', 'HOLDS', 5, 1, UTC_TIMESTAMP(3) FROM gate_locks a
                """);

        assertThat(run("check")).isEqualTo(1);
        STORES.execute("DELETE FROM concurrency_slots");

        assertThat(text(out).lines().filter(line -> line.startsWith("RECORDS"))).hasSize(100);
        assertThat(text(out)).contains("128 violations").endsWith("and 28 more\n");
    }

    @Test
    void journalsAreCompared() throws IOException {
        Files.writeString(folder.resolve("one.journal"), "begin 1 " + InstanceId.next() + " 1 n\n");

        assertThat(run("check", "--journal=" + folder)).isEqualTo(1);

        assertThat(text(out)).contains("expected the instance a journal tells of, found none");
    }

    @Test
    void whatCannotBeCheckedIsTwoAndSaysWhy() throws IOException {
        assertThat(run("check", "--fast")).isEqualTo(2);
        assertThat(text(err)).contains("There is no option '--fast'", "usage: java -jar task-lab.jar check");
        assertThat(run()).isEqualTo(2);
        assertThat(text(err)).contains("Say what to do: check");
        assertThat(run("repair")).isEqualTo(2);
        assertThat(text(err)).contains("Cannot do 'repair', only check");
        assertThat(run(Map.of("MYSQL_PORT", "many"), "check")).isEqualTo(2);
        assertThat(text(err)).contains("MYSQL_PORT is 'many'");
        assertThat(run(Map.of("MYSQL_DATABASE", "no_such_database"), "check")).isEqualTo(2);
        assertThat(text(err)).contains("Could not check: ", "no_such_database");
        Files.writeString(folder.resolve("bad.journal"), "rubbish\n");
        assertThat(run("check", "--journal=" + folder)).isEqualTo(2);
        assertThat(text(err)).contains("Could not read the journals: ", "line 1");
        assertThat(text(out)).isEmpty();
    }

    private int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private int run(Map<String, String> other, String... arguments) {
        DatabaseSettings settings = STORES.settings();
        Map<String, String> environment = new HashMap<>(Map.of(
                "MYSQL_HOST", settings.host(),
                "MYSQL_PORT", String.valueOf(settings.port()),
                "MYSQL_DATABASE", settings.name(),
                "MYSQL_USER", settings.user(),
                "MYSQL_PASSWORD", settings.password()));
        environment.putAll(other);
        return new Lab(environment, stream(out), stream(err)).run(List.of(arguments));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
