package io.taskservice.quota;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.identity.TenantId;
import io.taskservice.tenant.TenantRepository;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is stored of quotas, and what is counted against them. */
class TenantQuotasIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final TenantId A = new TenantId("a");
    private static final TenantId B = new TenantId("b");
    private static final Quotas DEFAULTS = new Quotas(10, 20, 0, 30, 40, 50, 60);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final TenantQuotas quotas = new TenantQuotas(STORES.database(), DEFAULTS);

    @BeforeEach
    void emptyTheTables() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void whatIsNotOverriddenIsTheDefaultAndZeroIsNoQuota() {
        replace(A, new QuotaOverrides(null, 7L, 3, 0, null, null, 5));

        assertThat(quotas.of(A)).isEqualTo(new Quotas(10, 7, 3, 0, 40, 50, 5));
        assertThat(quotas.of(B)).isEqualTo(DEFAULTS);
    }

    @Test
    void anotherNodeKnowsOfAChangeSoonAfter() {
        TenantQuotas elsewhere = new TenantQuotas(STORES.database(), DEFAULTS);
        assertThat(elsewhere.of(A).waiting()).isEqualTo(20);

        replace(A, new QuotaOverrides(null, 7L, null, null, null, null, null));

        assertThat(quotas.of(A).waiting()).isEqualTo(7);
        await().atMost(SOON).until(() -> elsewhere.of(A).waiting() == 7);
    }

    @Test
    void everyTenantHasARowToLock() {
        STORES.execute("DELETE FROM tenants WHERE id = 'new'");
        new TenantRepository(STORES.database()).insert(new TenantId("new"), "New", 100);

        assertThat(STORES.number("SELECT COUNT(*) FROM tenant_quotas WHERE tenant_id = 'new'"))
                .isEqualTo(1);
    }

    @Test
    void aBacklogIsCountedAgainOnceItLooksFull() {
        Backlogs backlogs = new Backlogs(STORES.database());
        assertThat(backlogs.room(A, 5, 1)).isEqualTo(5);

        for (int i = 0; i < 5; i++) {
            anInstance().tenant(A).insertInto(STORES);
        }
        anInstance().tenant(B).insertInto(STORES);
        backlogs.added(A, 5);

        assertThat(backlogs.room(A, 5, 1)).isZero();
        STORES.execute("UPDATE task_instances SET status = 'SUCCESS' WHERE tenant_id = 'a' LIMIT 2");
        await().atMost(SOON).until(() -> backlogs.room(A, 5, 1) == 2);
        assertThat(backlogs.room(B, 5, 1)).isEqualTo(4);
    }

    @Test
    void whatOthersAddIsSeenBeforeLong() {
        Backlogs backlogs = new Backlogs(STORES.database());
        anInstance().tenant(A).insertInto(STORES);
        anInstance().tenant(A).insertInto(STORES);
        anInstance().tenant(A).insertInto(STORES);
        assertThat(backlogs.room(A, 5, 1)).isEqualTo(2);

        anInstance().tenant(A).insertInto(STORES);

        await().atMost(SOON).until(() -> backlogs.room(A, 5, 1) == 1);
    }

    private void replace(TenantId tenant, QuotaOverrides overrides) {
        STORES.database().inTransaction(() -> {
            quotas.replace(tenant, overrides);
            return tenant;
        });
    }
}
