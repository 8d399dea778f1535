package io.taskservice.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.Ids;
import io.taskservice.identity.TenantId;
import io.taskservice.testkit.TestStores;
import io.taskservice.testkit.Together;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditChainIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final TaskDatabase DATABASE = STORES.database();
    private static final TenantId TENANT = new TenantId("a");
    private static final TenantId OTHER = new TenantId("b");
    private static final AuditFilter ALL = new AuditFilter(null, null, null, null, null, null);

    private final AuditLog log = new AuditLog(DATABASE);
    private final AuditChain chain = new AuditChain(DATABASE);
    private final AuditTrail trail = new AuditTrail(DATABASE);

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @BeforeEach
    void empty() {
        STORES.empty();
        STORES.execute("DELETE FROM tenants WHERE id IN ('a', 'b')");
        STORES.execute("INSERT INTO tenants (id, name, status, created_at, updated_at) VALUES"
                + " ('a', 'A', 'ACTIVE', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)),"
                + " ('b', 'B', 'ACTIVE', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))");
    }

    @Test
    void chainsEntriesOfEachTenantByThemselves() {
        add(TENANT, 3);
        add(OTHER, 2);

        List<AuditRow> rows = trail.list(TENANT, ALL, 10);

        assertThat(rows).extracting(AuditRow::seq).containsExactly(3L, 2L, 1L);
        assertThat(rows.get(2).prevHash()).isEqualTo("0".repeat(64));
        assertThat(rows.get(1).prevHash()).isEqualTo(rows.get(2).hash());
        assertThat(rows.get(0).prevHash()).isEqualTo(rows.get(1).hash());
        assertOk(TENANT, 3);
        assertOk(OTHER, 2);
        assertOk(new TenantId("system"), 0);
    }

    @Test
    void entriesOfOneTransactionAreInTheOrderInWhichTheyWereAdded() {
        DATABASE.inTransaction(() -> {
            log.add(entry(OTHER, "first"));
            log.add(entry(TENANT, "second"));
            new AuditLog(DATABASE).add(entry(OTHER, "third"));
            return true;
        });

        assertThat(trail.list(OTHER, ALL, 10)).extracting(AuditRow::action).containsExactly("third", "first");
        assertOk(OTHER, 2);
        assertOk(TENANT, 1);
    }

    @Test
    void aChangeThatIsRolledBackLeavesNoEntryAndNoHole() {
        add(TENANT, 1);
        assertThatThrownBy(() -> DATABASE.inTransaction(() -> {
                    log.add(entry(TENANT, "lost"));
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        add(TENANT, 1);

        assertThat(trail.list(TENANT, ALL, 10)).extracting(AuditRow::seq).containsExactly(2L, 1L);
        assertOk(TENANT, 2);
    }

    @Test
    void eightThreadsLeaveNoHoleAndNeverWaitInACircle() throws Exception {
        int each = 40;
        AtomicInteger tries = new AtomicInteger();
        Together.run(8, thread -> {
            for (int i = 0; i < each; i++) {
                boolean forward = (thread + i) % 2 == 0;
                DATABASE.inTransaction(() -> {
                    tries.incrementAndGet();
                    // Two chains in either order: whoever locked them as they come would meet others head on.
                    log.add(entry(forward ? TENANT : OTHER, "one"));
                    log.add(entry(forward ? OTHER : TENANT, "two"));
                    return true;
                });
            }
        });

        assertThat(seqs(TENANT)).containsExactlyElementsOf(upTo(8L * each));
        assertThat(seqs(OTHER)).containsExactlyElementsOf(upTo(8L * each));
        assertOk(TENANT, 8L * each);
        assertOk(OTHER, 8L * each);
        assertThat(tries).as("no transaction was rolled back and tried again").hasValue(8 * each);
        assertThat(STORES.number("SELECT COUNT(*) FROM audit_log x JOIN audit_log y ON y.tenant_id = x.tenant_id"
                        + " AND y.seq = x.seq + 1 WHERE y.created_at < x.created_at"))
                .as("later places are never older")
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE audit_log SET actor = 'nobody' WHERE tenant_id = 'a' AND seq = 4 | 4 | was changed",
                "UPDATE audit_log SET detail = NULL WHERE tenant_id = 'a' AND seq = 5 | 5 | was changed",
                "UPDATE audit_log SET before_state = after_state, after_state = before_state WHERE tenant_id = 'a' AND seq = 3 | 3 | was changed",
                "UPDATE audit_log SET created_at = TIMESTAMPADD(SECOND, -1, created_at) WHERE tenant_id = 'a' AND seq = 2 | 2 | was changed",
                "UPDATE audit_log SET hash = prev_hash WHERE tenant_id = 'a' AND seq = 7 | 7 | was changed",
                "DELETE FROM audit_log WHERE tenant_id = 'a' AND seq = 6 | 6 | is missing",
                "DELETE FROM audit_log WHERE tenant_id = 'a' AND seq = 1 | 1 | is missing",
                "DELETE FROM audit_log WHERE tenant_id = 'a' AND seq > 8 | 9 | from 9 to 12 are missing",
                "DELETE FROM audit_log WHERE tenant_id = 'a' | 1 | from 1 to 12 are missing",
                "UPDATE audit_heads SET seq = 9 WHERE tenant_id = 'a' | 9 | not the one that the head",
                "UPDATE audit_heads SET seq = 9, hash = (SELECT hash FROM audit_log WHERE tenant_id = 'a' AND seq = 9) WHERE tenant_id = 'a' | 10 | beyond the head",
                "DELETE FROM audit_heads WHERE tenant_id = 'a' | 1 | beyond the head",
                "UPDATE audit_log SET seq = NULL WHERE tenant_id = 'a' AND seq = 12 | 12 | from 12 to 12 are missing",
                "UPDATE audit_log SET tenant_id = 'a', seq = 13 WHERE tenant_id = 'b' AND seq = 1 | 13 | beyond the head"
            })
    void findsWhatWasDoneBehindItsBack(String statement, long seq, String why) {
        add(TENANT, 12);
        add(OTHER, 1);
        assertOk(TENANT, 12);

        STORES.execute(statement);

        AuditVerdict verdict = trail.verify(TENANT);
        assertThat(verdict.brokenSeq()).isEqualTo(seq);
        assertThat(verdict.reason()).contains(why);
        assertThat(verdict.isOk()).isFalse();
    }

    @Test
    void findsASwappedPair() {
        add(TENANT, 12);
        STORES.execute("UPDATE audit_log SET seq = 100 WHERE seq = 4");
        STORES.execute("UPDATE audit_log SET seq = 4 WHERE seq = 5");
        STORES.execute("UPDATE audit_log SET seq = 5 WHERE seq = 100");

        assertThat(trail.verify(TENANT).brokenSeq()).isEqualTo(4);
    }

    @Test
    void findsAPairThatWasSwappedWithItsHashesLeftInPlace() {
        add(TENANT, 12);
        STORES.execute("UPDATE audit_log x JOIN audit_log y ON (x.seq = 4 AND y.seq = 5) OR (x.seq = 5 AND y.seq = 4)"
                + " SET x.action = y.action, x.object_id = y.object_id");

        assertThat(trail.verify(TENANT).brokenSeq()).isEqualTo(4);
    }

    @Test
    void findsARowThatWasAddedWithoutAPlace() {
        add(TENANT, 2);
        old("late");

        assertThat(trail.verify(TENANT).reason()).startsWith("1 rows have no place in the chain");
    }

    @Test
    void chainsWhatAnOlderVersionHasLeftOnceAndInItsOrder() {
        for (int i = 0; i < 1203; i++) {
            old("old " + i);
        }

        assertThat(chain.chainAll()).isEqualTo(1203);
        assertThat(chain.chainAll()).isZero();
        add(TENANT, 1);

        assertThat(trail.list(TENANT, ALL, 2000))
                .extracting(AuditRow::action)
                .startsWith("action", "old 1202", "old 1201");
        assertOk(TENANT, 1204);
    }

    @Test
    void severalServersThatStartAtOnceChainEachRowOnce() throws Exception {
        for (int i = 0; i < 700; i++) {
            old("old " + i);
        }

        Together.run(4, thread -> chain.chainAll());

        assertOk(TENANT, 700);
    }

    @Test
    void retentionCutsTheOldEndAndTheRestStaysProvable() {
        add(TENANT, 10);
        add(OTHER, 3);
        String hashOfSeventh = trail.list(TENANT, ALL, 10).get(3).hash();
        STORES.execute("UPDATE audit_log SET created_at = TIMESTAMPADD(DAY, -40, created_at) WHERE seq <= 7");
        rehash();

        assertThat(chain.cut(Duration.ofDays(30), 4)).isEqualTo(4);
        assertThat(chain.cut(Duration.ofDays(30), 1000)).isEqualTo(6);
        assertThat(chain.cut(Duration.ofDays(30), 1000)).isZero();

        AuditVerdict verdict = trail.verify(TENANT);
        assertThat(verdict.isOk()).as(verdict.reason()).isTrue();
        assertThat(verdict.firstSeq()).isEqualTo(8);
        assertThat(verdict.checked()).isEqualTo(3);
        assertThat(hashOfSeventh).hasSize(64);
        add(TENANT, 1);
        add(OTHER, 1);
        assertThat(trail.verify(TENANT).lastSeq()).isEqualTo(11);
        assertThat(trail.verify(OTHER).lastSeq()).as("all of it was cut").isEqualTo(4);
        assertThat(trail.verify(OTHER).isOk()).isTrue();

        STORES.execute("DELETE FROM audit_log WHERE tenant_id = 'a' AND seq = 8");
        assertThat(trail.verify(TENANT).brokenSeq())
                .as("a cut that is not retention's")
                .isEqualTo(8);
    }

    @Test
    void filtersAndGoesOnFromACursor() {
        add(TENANT, 5);
        log.add(new AuditEntry(TENANT, "someone", "queue.pause", "q", null, AuditEntry.States.NONE, null, null));

        assertThat(trail.list(TENANT, new AuditFilter("someone", null, null, null, null, null), 10))
                .hasSize(1);
        assertThat(trail.list(TENANT, new AuditFilter(null, "queue.pause", "q", null, null, null), 10))
                .hasSize(1);
        assertThat(trail.list(TENANT, new AuditFilter(null, null, null, null, null, 4L), 2))
                .extracting(AuditRow::seq)
                .containsExactly(3L, 2L);
        assertThat(trail.list(
                        TENANT, new AuditFilter(null, null, null, STORES.now().plusSeconds(60), null, null), 10))
                .isEmpty();
        assertThat(trail.list(OTHER, ALL, 10)).isEmpty();
    }

    @Test
    void textsOfAnyKindAreReadAsTheyWereHashed() {
        log.add(new AuditEntry(
                TENANT,
                "kéy \uD83D\uDD11",
                "action",
                " padded ",
                "{\"a\":\"\\u0000\"}",
                new AuditEntry.States("", "x".repeat(8192)),
                "",
                null));

        assertOk(TENANT, 1);
    }

    private void add(TenantId tenant, int count) {
        for (int i = 0; i < count; i++) {
            log.add(entry(tenant, "action"));
        }
    }

    private static AuditEntry entry(TenantId tenant, String action) {
        return new AuditEntry(
                tenant,
                "tk_1",
                action,
                Ids.next(),
                "{\"x\":1}",
                new AuditEntry.States("{\"a\":1}", "{\"a\":2}"),
                "127.0.0.1",
                "trace");
    }

    /** As versions before the chain wrote it. */
    private static void old(String action) {
        STORES.execute(
                "INSERT INTO audit_log (id, tenant_id, actor, action, created_at) VALUES (?, 'a', 'x', ?, UTC_TIMESTAMP(3))",
                Ids.next(),
                action);
    }

    /** Makes the chains anew from what the rows say now, as if they had been written so. */
    private void rehash() {
        STORES.execute("UPDATE audit_log SET seq = NULL, prev_hash = NULL, hash = NULL");
        STORES.execute("DELETE FROM audit_heads");
        chain.chainAll();
    }

    private void assertOk(TenantId tenant, long entries) {
        AuditVerdict verdict = trail.verify(tenant);
        assertThat(verdict.isOk()).as(verdict.reason()).isTrue();
        assertThat(verdict.checked()).isEqualTo(entries);
        assertThat(verdict.lastSeq()).isEqualTo(entries);
    }

    private List<Long> seqs(TenantId tenant) {
        return STORES.texts("SELECT seq FROM audit_log WHERE tenant_id = ? ORDER BY seq", tenant.value()).stream()
                .map(Long::valueOf)
                .toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
