package io.taskservice.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.identity.TenantId;
import io.taskservice.testkit.TestSecrets;
import io.taskservice.testkit.TestStores;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TenantSecretsIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final TenantId TENANT = new TenantId("a");
    private static final TenantId OTHER = new TenantId("b");

    private final TenantSecrets secrets = STORES.secrets();

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @BeforeEach
    void empty() {
        STORES.empty();
    }

    @Test
    void givesAValueToItsOwnTenantOnly() {
        secrets.put(TENANT, "db", "one", "key");
        secrets.put(OTHER, "db", "another", "key");

        assertThat(secrets.values(TENANT, Set.of("db", "absent", "no name, ü"))).isEqualTo(Map.of("db", "one"));
        assertThat(secrets.missing(TENANT, Set.of("db", "absent"))).containsExactly("absent");
        assertThat(secrets.delete(OTHER, "db")).isTrue();
        assertThat(secrets.values(TENANT, Set.of("db"))).containsEntry("db", "one");
    }

    @Test
    void replacesAValueAndKeepsWhenItWasMade() {
        secrets.put(TENANT, "db", "one", "first");
        TenantSecret made = secrets.find(TENANT, "db").orElseThrow();
        secrets.put(TENANT, "db", "two", "second");

        TenantSecret changed = secrets.find(TENANT, "db").orElseThrow();

        assertThat(changed.createdAt()).isEqualTo(made.createdAt());
        assertThat(changed.updatedBy()).isEqualTo("second");
        assertThat(secrets.values(TENANT, Set.of("db"))).containsEntry("db", "two");
    }

    @Test
    void takesNoMoreThanTwoHundredOfATenant() {
        for (int i = 0; i < TenantSecret.MOST; i++) {
            assertThat(secrets.put(TENANT, "s" + i, "value", "key")).isTrue();
        }

        assertThat(secrets.put(TENANT, "one-more", "value", "key")).isFalse();
        assertThat(secrets.put(TENANT, "s7", "changed", "key")).isTrue();
        assertThat(secrets.put(OTHER, "one-more", "value", "key")).isTrue();
        assertThat(secrets.list(TENANT, 3, 0)).extracting(TenantSecret::name).isEqualTo(List.of("s0", "s1", "s10"));
    }

    @Test
    void storesTheLongestValueThereMayBe() {
        String longest = "\uD83D\uDD11".repeat(TenantSecret.MOST_CHARACTERS / 2);
        secrets.put(TENANT, "long", longest, "key");

        assertThat(secrets.values(TENANT, Set.of("long"))).containsEntry("long", longest);
    }

    @Test
    void aRowCopiedToAnotherNameDoesNotOpen() {
        secrets.put(TENANT, "db", "one", "key");
        STORES.execute("INSERT INTO tenant_secrets SELECT tenant_id, 'copy', key_id, nonce, ciphertext, created_at,"
                + " updated_at, updated_by FROM tenant_secrets");

        assertThatThrownBy(() -> secrets.values(TENANT, Set.of("copy"))).isInstanceOf(UnreadableSecretException.class);
    }

    @Test
    void sealsAnewWithTheCurrentKeyOnce() {
        String first = TestSecrets.newKey();
        String second = TestSecrets.newKey();
        TenantSecrets before = new TenantSecrets(STORES.database(), TestSecrets.box(first));
        for (int i = 0; i < 5; i++) {
            before.put(TENANT, "s" + i, "value " + i, "key");
        }
        TenantSecrets rotated = new TenantSecrets(STORES.database(), TestSecrets.box(second, first));

        assertThat(rotated.reseal()).isEqualTo(5);
        assertThat(rotated.reseal()).isZero();

        TenantSecrets after = new TenantSecrets(STORES.database(), TestSecrets.box(second));
        assertThat(after.values(TENANT, Set.of("s3"))).containsEntry("s3", "value 3");
        assertThat(before.reseal()).as("it lacks the key, and leaves them").isZero();
    }
}
