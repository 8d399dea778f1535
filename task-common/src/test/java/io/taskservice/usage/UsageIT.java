package io.taskservice.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.identity.TenantId;
import io.taskservice.quota.QuotaOverrides;
import io.taskservice.quota.Quotas;
import io.taskservice.quota.TenantQuotas;
import io.taskservice.testkit.TestStores;
import io.taskservice.testkit.Together;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tenants use is added up, nothing twice and nothing of another's. */
class UsageIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final TenantId A = new TenantId("a");
    private static final TenantId B = new TenantId("b");

    private final UsageRepository usage = new UsageRepository(STORES.database());
    private final TenantQuotas quotas = new TenantQuotas(STORES.database(), Quotas.NONE);
    private final LogAllowance allowance = new LogAllowance(usage, quotas);

    @BeforeEach
    void emptyTheTables() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void nodesAddToTheSameDay() {
        Together.run(4, node -> {
            UsageMeter meter = new UsageMeter();
            UsageLoop loop = new UsageLoop(meter, usage, allowance);
            for (int i = 0; i < 25; i++) {
                meter.add(A, UsageCounts.ofSubmits(2));
                meter.add(B, UsageCounts.ofFires(1));
                meter.add(A, UsageCounts.ofAttempt(Duration.ofMillis(10), true, false));
                meter.add(A, UsageCounts.ofAttempt(Duration.ofMillis(5), false, true));
                meter.add(A, UsageCounts.ofRefusals(3));
                meter.add(A, UsageCounts.ofDeliveries(1));
                loop.storeOnce();
            }
        });

        assertThat(today(A)).isEqualTo(new UsageCounts(200, 300, 0, 200, 100, 100, 1500, 0, 100));
        assertThat(today(B)).isEqualTo(new UsageCounts(0, 0, 100, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void whatCannotBeStoredIsStoredTheNextTime() throws Exception {
        UsageMeter meter = new UsageMeter();
        meter.add(A, UsageCounts.ofSubmits(5));
        try (TestStores other = TestStores.fresh()) {
            other.execute("RENAME TABLE tenant_usage TO elsewhere");
            UsageLoop broken = new UsageLoop(meter, new UsageRepository(other.database()), allowance);
            assertThatThrownBy(broken::storeOnce).isInstanceOf(RuntimeException.class);
        }

        new UsageLoop(meter, usage, allowance).close();

        assertThat(today(A).submits()).isEqualTo(5);
    }

    @Test
    void aRolledBackTransactionHasUsedNothing() {
        UsageMeter meter = new UsageMeter();
        assertThatThrownBy(() -> STORES.database().inTransaction(() -> {
                    meter.addAfterCommit(A, UsageCounts.ofSubmits(5));
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);
        STORES.database().inTransaction(() -> {
            meter.addAfterCommit(A, UsageCounts.ofSubmits(1));
            return A;
        });

        new UsageLoop(meter, usage, allowance).storeOnce();

        assertThat(today(A).submits()).isEqualTo(1);
    }

    @Test
    void whoHasUsedUpTheLogsOfTheDayGoesOnWithALargerQuotaOrTheNextDay() {
        UsageMeter meter = new UsageMeter();
        UsageLoop loop = new UsageLoop(meter, usage, allowance);
        quota(A, 100);
        meter.add(A, UsageCounts.ofLog(99));
        meter.add(B, UsageCounts.ofLog(1_000_000));
        loop.storeOnce();
        assertThat(allowance.isOpenTo(A)).isTrue();

        meter.add(A, UsageCounts.ofLog(1));
        loop.storeOnce();
        assertThat(allowance.isOpenTo(A)).isFalse();
        assertThat(allowance.isOpenTo(B)).isTrue();

        quota(A, 200);
        loop.storeOnce();
        assertThat(allowance.isOpenTo(A)).isTrue();

        quota(A, 100);
        meter.add(A, UsageCounts.ofLog(1));
        loop.storeOnce();
        assertThat(allowance.isOpenTo(A)).isFalse();

        STORES.execute("UPDATE tenant_usage SET day = DATE_SUB(day, INTERVAL 1 DAY)");
        loop.storeOnce();
        assertThat(allowance.isOpenTo(A)).isTrue();
    }

    private void quota(TenantId tenant, long logBytesPerDay) {
        STORES.database().inTransaction(() -> {
            quotas.replace(tenant, new QuotaOverrides(null, null, null, null, logBytesPerDay, null, null));
            return tenant;
        });
    }

    private UsageCounts today(TenantId tenant) {
        LocalDate day = usage.today();
        return usage.days(tenant, day, day).stream()
                .map(DayUsage::counts)
                .findFirst()
                .orElse(UsageCounts.NONE);
    }
}
