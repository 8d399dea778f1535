package io.taskservice.log;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.instance.TaskInstance;
import io.taskservice.testkit.TestStores;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogPartitionsIT {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'p'yyyyMMdd");
    private static final Set<LogLevel> ALL = EnumSet.allOf(LogLevel.class);

    private final TestStores stores = TestStores.fresh();
    private final LogPartitions partitions = new LogPartitions(stores.database());
    private final LocalDate today = LocalDate.ofInstant(stores.now(), ZoneOffset.UTC);

    @AfterEach
    void close() throws Exception {
        stores.close();
    }

    @Test
    void thereIsAPartitionForTodayAndEachDayOfTheWeekToCome() {
        assertThat(maintain()).isZero();

        assertThat(names()).isEqualTo(days(0, 7));
    }

    @Test
    void doingItAgainChangesNothing() {
        maintain();

        assertThat(maintain()).isZero();
        assertThat(names()).isEqualTo(days(0, 7));
    }

    @Test
    void theDaysThatAreMissingAreAddedBehindTheLast() {
        split(today.minusDays(1), today, today.plusDays(1));

        maintain();

        assertThat(names()).isEqualTo(days(-1, 7));
    }

    @Test
    void aDowntimeOfWeeksLeavesNoHole() {
        split(today.minusDays(20));

        maintain();

        assertThat(names()).hasSize(9).startsWith(NAME.format(today.minusDays(20)), NAME.format(today));
    }

    @Test
    void onlyDaysThatAreNotKeptAreDropped() {
        split(today.minusDays(32), today.minusDays(31), today.minusDays(30), today.minusDays(29));
        TaskInstance instance = stores.instance(anInstance().insertInto(stores));
        stores.logs().insert(List.of(line(instance, 1, daysAgo(31)), line(instance, 2, daysAgo(30))));

        assertThat(maintain()).isEqualTo(2);

        assertThat(names())
                .startsWith(NAME.format(today.minusDays(30)))
                .doesNotContain(NAME.format(today.minusDays(31)));
        assertThat(stores.number("SELECT COUNT(*) FROM task_logs")).isEqualTo(1);
    }

    @Test
    void aLineLandsInItsDay() {
        maintain();
        TaskInstance instance = stores.instance(anInstance().insertInto(stores));
        Instant endOfToday =
                today.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusMillis(1);

        stores.logs().insert(List.of(line(instance, 1, endOfToday), line(instance, 2, endOfToday.plusMillis(1))));

        assertThat(linesIn(today)).isEqualTo(1);
        assertThat(linesIn(today.plusDays(1))).isEqualTo(1);
    }

    @Test
    void linesWrittenBeforeTheirPartitionMoveIntoIt() {
        TaskInstance instance = stores.instance(anInstance().insertInto(stores));
        stores.logs().insert(List.of(line(instance, 1, stores.now())));

        maintain();

        assertThat(linesIn(today)).isEqualTo(1);
    }

    @Test
    void aLogIsReadInOrderFromACursorOn() {
        maintain();
        TaskInstance instance = stores.instance(anInstance().insertInto(stores));
        TaskInstance other = stores.instance(anInstance().insertInto(stores));
        stores.logs()
                .insert(List.of(
                        line(instance, 2, 1, LogLevel.ERROR),
                        line(instance, 1, 2, LogLevel.INFO),
                        line(instance, 1, 1, LogLevel.DEBUG),
                        line(other, 1, 1, LogLevel.INFO)));

        assertThat(read(instance, ALL, LogCursor.START, 10)).containsExactly("1.1", "1.2", "2.1");
        assertThat(read(instance, ALL, LogCursor.START, 2)).containsExactly("1.1", "1.2");
        assertThat(read(instance, ALL, new LogCursor(1, 2), 10)).containsExactly("2.1");
        assertThat(read(instance, Set.of(LogLevel.DEBUG, LogLevel.ERROR), LogCursor.START, 10))
                .containsExactly("1.1", "2.1");
    }

    /** As schedulers and retention do between them; returns how many days were dropped. */
    private int maintain() {
        partitions.addAhead();
        return partitions.dropOld(30);
    }

    private List<String> read(TaskInstance instance, Set<LogLevel> levels, LogCursor after, int limit) {
        return stores.logs().read(instance, levels, after, limit).stream()
                .map(line -> line.attempt() + "." + line.seq())
                .toList();
    }

    private LogLine line(TaskInstance instance, int attempt, int seq, LogLevel level) {
        return new LogLine(instance.tenantId(), instance.id(), attempt, seq, level, "m", stores.now());
    }

    private static LogLine line(TaskInstance instance, int seq, Instant time) {
        return new LogLine(instance.tenantId(), instance.id(), 1, seq, LogLevel.INFO, "m", time);
    }

    private long linesIn(LocalDate day) {
        return stores.number("SELECT COUNT(*) FROM task_logs PARTITION (" + NAME.format(day) + ")");
    }

    private Instant daysAgo(int days) {
        return stores.now().minus(days, ChronoUnit.DAYS);
    }

    /** Makes partitions of these days, as they would be after a while. */
    private void split(LocalDate... days) {
        StringBuilder parts = new StringBuilder();
        for (LocalDate day : days) {
            parts.append("PARTITION %s VALUES LESS THAN ('%s'), ".formatted(NAME.format(day), day.plusDays(1)));
        }
        stores.execute("ALTER TABLE task_logs REORGANIZE PARTITION p_future INTO (" + parts
                + "PARTITION p_future VALUES LESS THAN (MAXVALUE))");
    }

    private List<String> names() {
        return stores
                .rows("SELECT partition_name AS name FROM information_schema.partitions WHERE table_schema = DATABASE()"
                        + " AND table_name = 'task_logs' AND partition_name != 'p_future' ORDER BY name")
                .stream()
                .map(row -> String.valueOf(row.get("name")))
                .toList();
    }

    private List<String> days(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(day -> NAME.format(today.plusDays(day)))
                .toList();
    }
}
