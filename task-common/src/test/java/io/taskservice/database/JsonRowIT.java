package io.taskservice.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is put into a row is what JSON_TABLE reads out of it. */
class JsonRowIT {

    private static TestDatabase database;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "quotes \" and ' and \\ and \\\" and \\u0041 and `",
                "lines\nand\r\ttabs\b\f",
                "zero \u0000 and other control \u0001\u001f\u007f characters",
                "\u00e4\u4e2d\ud83d\udd11 \u2028\u2029",
                "{\"json\": [\"in\", {\"json\": null}]}",
                "percent % and _ and ? and #{not} ${this}",
                "'); DROP TABLE task_instances; --"
            })
    void textsArriveAsTheyAre(String text) {
        assertThat(read(JsonRow.write(List.of(text), (row, value) -> row.put("t", value)))
                        .get(0)
                        .get("t"))
                .isEqualTo(text);
    }

    @Test
    void longTextsArriveWhole() {
        String text = "\"\\\u00e4".repeat(30_000);

        assertThat(read(JsonRow.write(List.of(text), (row, value) -> row.put("t", value)))
                        .get(0)
                        .get("t"))
                .isEqualTo(text);
    }

    @Test
    void instantsArriveInUtcWithTheirMilliseconds() {
        List<Instant> instants = List.of(
                Instant.parse("2026-10-25T00:30:00.001Z"),
                Instant.parse("2026-10-25T01:30:00.999Z"),
                Instant.parse("2026-11-22T23:59:59.999999999Z"),
                Instant.parse("9999-01-01T00:00:00Z"));

        assertThat(read(JsonRow.write(instants, (row, value) -> row.put("d", value))))
                .extracting(row -> row.get("d"))
                .containsExactly(
                        LocalDateTime.parse("2026-10-25T00:30:00.001"),
                        LocalDateTime.parse("2026-10-25T01:30:00.999"),
                        LocalDateTime.parse("2026-11-22T23:59:59.999"),
                        LocalDateTime.parse("9999-01-01T00:00:00"));
    }

    @Test
    void numbersTruthsAndWhatIsNotThereArriveAsSuch() {
        String rows = JsonRow.write(
                List.of(true, false),
                (row, value) -> row.put("b", value)
                        .put("n", value ? Integer.MIN_VALUE : null)
                        .put("l", value ? Duration.ofDays(100_000) : null)
                        .put("t", (String) null));

        assertThat(read(rows))
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .containsEntry("b", 1)
                                .containsEntry("n", Integer.MIN_VALUE)
                                .containsEntry("l", Duration.ofDays(100_000).toMillis())
                                .containsEntry("t", null),
                        second -> assertThat(second)
                                .containsEntry("b", 0)
                                .containsEntry("n", null)
                                .containsEntry("l", null));
    }

    @Test
    void noRowIsAnEmptyTable() {
        assertThat(read(JsonRow.write(List.of(), (row, value) -> {}))).isEmpty();
    }

    private static List<Map<String, Object>> read(String rows) {
        return JdbcClient.create(database.dataSource())
                .sql("""
                        SELECT t, n, l, b, d FROM JSON_TABLE(?, '$[*]' COLUMNS (
                          t LONGTEXT PATH '$.t', n INT PATH '$.n', l BIGINT PATH '$.l', b INT PATH '$.b',
                          d DATETIME(3) PATH '$.d')) r
                        """)
                .param(rows)
                .query()
                .listOfRows();
    }
}
