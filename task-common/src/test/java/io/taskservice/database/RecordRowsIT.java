package io.taskservice.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.identity.TenantId;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows become records by the names of their columns, and what cannot become one says why. */
class RecordRowsIT {

    private static TestStores stores;
    private static Rows rows;

    @BeforeAll
    static void open() {
        stores = TestStores.fresh();
        rows = stores.database().mapper(Rows.class);
    }

    @AfterAll
    static void close() throws Exception {
        stores.close();
    }

    private record Row(
            TenantId tenantId,
            InstanceStatus status,
            Instant runAt,
            @Nullable Duration timeoutMs,
            ZoneId zone,
            int attempt,
            boolean cancelRequested,
            @Nullable Integer progress,
            @Nullable String noRetryOn) {}

    private record Ends(@Nullable String first, @Nullable String last) {}

    private record Counted(int many, int few) {}

    private interface Rows {

        /** No table. */
        @Select("""
                SELECT NULL AS no_retry_on, 7 AS attempt, 'Asia/Shanghai' AS zone, 'acme' AS tenant_id,
                  TIMESTAMP'2026-10-25 00:30:00.123' AS run_at, 1500 AS timeout_ms, 'PENDING' AS status,
                  TRUE AS cancel_requested, NULL AS progress, 'of nothing' AS unknown
                UNION ALL SELECT 'IO', 0, 'UTC', 'b', TIMESTAMP'9999-12-31 23:59:59.999', NULL, 'RUNNING', FALSE, 0, ''
                """)
        List<Row> two();

        /** No table. */
        @Select("SELECT MIN(n.t) AS first, MAX(n.t) AS last FROM (SELECT 'a' AS t) n WHERE n.t > #{after}")
        @Nullable
        Ends ends(@Param("after") String after);

        /** No table. */
        @Select("SELECT 'a' AS first, 'b' AS final")
        Ends withoutItsColumn();

        /** No table. */
        @Select("SELECT 1 AS many, 2 AS few UNION ALL SELECT 3, NULL")
        List<Counted> counted();

        /** No table. */
        @Select("SELECT 'much' AS many, 2 AS few")
        Counted countedInWords();
    }

    @Test
    void aComponentIsTheColumnOfItsNameWhereverThatStands() {
        assertThat(rows.two())
                .containsExactly(
                        new Row(
                                new TenantId("acme"),
                                InstanceStatus.PENDING,
                                Instant.parse("2026-10-25T00:30:00.123Z"),
                                Duration.ofMillis(1500),
                                ZoneId.of("Asia/Shanghai"),
                                7,
                                true,
                                null,
                                null),
                        new Row(
                                new TenantId("b"),
                                InstanceStatus.RUNNING,
                                Instant.parse("9999-12-31T23:59:59.999Z"),
                                null,
                                ZoneId.of("UTC"),
                                0,
                                false,
                                0,
                                "IO"));
    }

    @Test
    void aRowWithoutAnyValueIsNone() {
        assertThat(rows.ends("")).isEqualTo(new Ends("a", "a"));
        assertThat(rows.ends("z")).isNull();
    }

    @Test
    void aColumnThatIsNotSelectedIsNamed() {
        assertThatThrownBy(rows::withoutItsColumn).hasRootCauseMessage("Column 'last' not found.");
    }

    @Test
    void aNullWhereNoneCanBeIsNamed() {
        assertThatThrownBy(rows::counted)
                .hasStackTraceContaining("A row cannot be a Counted: few is NULL, and no int can be");
    }

    @Test
    void aValueThatDoesNotFitIsRefused() {
        assertThatThrownBy(rows::countedInWords).hasStackTraceContaining("much");
    }
}
