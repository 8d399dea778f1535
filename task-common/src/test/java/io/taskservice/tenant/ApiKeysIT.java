package io.taskservice.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.database.Migrations;
import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import io.taskservice.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeysIT {

    private static final String OUTSIDE = "Qm7Zr4Xv9Lk2Pw8Tn5Bc3Jd6Hs1Gf0Ya-one";
    private static final String OTHER = "Qm7Zr4Xv9Lk2Pw8Tn5Bc3Jd6Hs1Gf0Ya-two";

    private static TestDatabase schema;
    private static TaskDatabase database;
    private ApiKeys keys;

    @BeforeAll
    static void open() {
        schema = TestDatabase.fresh();
        Migrations.migrate(schema.dataSource());
        database = new TaskDatabase(schema.dataSource());
    }

    @BeforeEach
    void startWithoutKeys() {
        execute("DELETE FROM api_keys");
        execute("DELETE FROM tenants WHERE id = 'default'");
        execute("DELETE FROM tenant_quotas WHERE tenant_id = 'default'");
        keys = new ApiKeys(database, new TenantRepository(database));
    }

    private void tenantIsThere() {
        new TenantRepository(database).insert(TenantId.DEFAULT, "Default", 100);
    }

    @AfterAll
    static void drop() {
        schema.close();
    }

    @Test
    void theFirstStartMakesAKeyAndLaterOnesDoNot() {
        String key = keys.ensureAdminKey(null).orElseThrow();

        Credential credential = keys.authenticate(key).orElseThrow();
        assertThat(credential.tenantId()).isEqualTo(TenantId.DEFAULT);
        assertThat(credential.grant().role()).isEqualTo(KeyRole.PLATFORM_ADMIN);
        assertThat(keys.ensureAdminKey(null)).isEmpty();
        assertThat(keys.ensureAdminKey(" ")).isEmpty();
    }

    @Test
    void ofManyNodesThatStartAtOnceOneMakesAKey() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Optional<String>>> starts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                starts.add(() -> keys.ensureAdminKey(null));
            }
            int made = 0;
            for (Future<Optional<String>> start : nodes.invokeAll(starts)) {
                made += start.get().isPresent() ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
        } finally {
            nodes.shutdownNow();
        }
        assertThat(keys.count(TenantId.DEFAULT)).isEqualTo(1);
    }

    @Test
    void aKeyFromOutsideIsRegisteredAndReplacesTheOneBefore() {
        String generated = keys.ensureAdminKey(null).orElseThrow();

        assertThat(keys.ensureAdminKey(OUTSIDE)).isEmpty();
        keys.ensureAdminKey(OUTSIDE);
        assertThat(keys.authenticate(OUTSIDE)).isPresent();
        keys.ensureAdminKey(OTHER);
        assertThat(keys.authenticate(OUTSIDE)).isEmpty();
        assertThat(keys.authenticate(OTHER)).isPresent();
        assertThat(keys.authenticate(generated)).isPresent();
        keys.ensureAdminKey(OUTSIDE);
        assertThat(keys.authenticate(OUTSIDE)).isPresent();
        assertThat(keys.authenticate(OTHER)).isEmpty();
        assertThat(keys.count(TenantId.DEFAULT)).isEqualTo(3);
    }

    @Test
    void aGeneratedKeyMayBeSetFromOutsideToo() {
        String generated = keys.ensureAdminKey(null).orElseThrow();

        keys.ensureAdminKey(generated);

        assertThat(keys.authenticate(generated)).isPresent();
    }

    @Test
    void aGuessableKeyFromOutsideIsRefused() {
        assertThatThrownBy(() -> keys.ensureAdminKey("admin")).isInstanceOf(IllegalArgumentException.class);
        assertThat(keys.count(TenantId.DEFAULT)).isZero();
    }

    @Test
    void aSuccessorMayDoTheSameAndLivesAsLongAsTheOldOneDid() {
        tenantIsThere();
        KeyGrant grant = new KeyGrant(KeyRole.OPERATOR, Set.of(KeyScope.SUBMIT, KeyScope.QUEUES));
        IssuedKey old =
                keys.issue(TenantId.DEFAULT, grant, "billing", database.now().plus(Duration.ofDays(30)));

        Rotation.Rotated rotated = rotated(old, Duration.ofHours(24));

        ApiKey successor = rotated.successor().key();
        assertThat(successor.grant()).isEqualTo(grant);
        assertThat(successor.name()).isEqualTo("billing");
        assertThat(successor.lineageId())
                .isEqualTo(old.key().id())
                .isEqualTo(old.key().lineageId());
        assertThat(Duration.between(successor.createdAt(), successor.expiresAt()))
                .isCloseTo(Duration.ofDays(30), Duration.ofSeconds(5));
        assertThat(Duration.between(database.now(), rotated.retiring().retiresAt()))
                .isCloseTo(Duration.ofHours(24), Duration.ofMinutes(1));
        assertThat(keys.authenticate(old.text()).orElseThrow().grant()).isEqualTo(grant);
        assertThat(keys.authenticate(rotated.successor().text()).orElseThrow().grant())
                .isEqualTo(grant);
    }

    @Test
    void withoutAnOverlapTheOldKeyEndsAtOnceAndItsSuccessorCanBeRotated() {
        IssuedKey old = issued(KeyRole.EDITOR);

        IssuedKey successor = rotated(old, Duration.ZERO).successor();

        assertThat(keys.authenticate(old.text())).isEmpty();
        assertThat(keys.rotate(TenantId.DEFAULT, old.key().id(), Duration.ZERO)).isEqualTo(Rotation.Refused.NOT_LIVE);
        assertThat(keys.authenticate(
                        rotated(successor, Duration.ZERO).successor().text()))
                .isPresent();
    }

    @Test
    void aLineageHasTwoLiveKeysAtMost() {
        IssuedKey old = issued(KeyRole.EDITOR);
        IssuedKey successor = rotated(old, Duration.ofHours(1)).successor();

        for (IssuedKey key : List.of(old, successor)) {
            assertThat(keys.rotate(TenantId.DEFAULT, key.key().id(), Duration.ofHours(1)))
                    .isEqualTo(Rotation.Refused.BOTH_LIVE);
        }
        keys.revoke(TenantId.DEFAULT, old.key().id());
        assertThat(rotated(successor, Duration.ofHours(1)).successor().key().lineageId())
                .isEqualTo(old.key().id());
    }

    @Test
    void ofManyRotationsAtOnceOneMakesASuccessor() throws Exception {
        IssuedKey old = issued(KeyRole.EDITOR);
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Rotation>> rotations = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                rotations.add(() -> keys.rotate(TenantId.DEFAULT, old.key().id(), Duration.ofHours(1)));
            }
            List<Rotation> ends = new ArrayList<>();
            for (Future<Rotation> end : people.invokeAll(rotations)) {
                ends.add(end.get());
            }
            assertThat(ends).filteredOn(Rotation.Rotated.class::isInstance).hasSize(1);
            assertThat(ends).filteredOn(Rotation.Refused.BOTH_LIVE::equals).hasSize(7);
        } finally {
            people.shutdownNow();
        }
        assertThat(keys.count(TenantId.DEFAULT)).isEqualTo(2);
    }

    @Test
    void aKeyFromOutsideAndAnotherTenantsAreNotRotated() {
        keys.ensureAdminKey(OUTSIDE);
        String id = keys.list(TenantId.DEFAULT, 1, 0).get(0).id();

        assertThat(keys.rotate(TenantId.DEFAULT, id, Duration.ZERO)).isEqualTo(Rotation.Refused.FROM_OUTSIDE);
        assertThat(keys.rotate(TenantId.SYSTEM, id, Duration.ZERO)).isEqualTo(Rotation.Refused.ABSENT);
    }

    @Test
    void anAdministratorThatRetiresDoesNotCountAsTheLast() {
        keys.ensureAdminKey(null);
        String first = keys.list(TenantId.DEFAULT, 1, 0).get(0).id();
        Rotation.Rotated rotated = (Rotation.Rotated) keys.rotate(TenantId.DEFAULT, first, Duration.ofHours(1));

        assertThat(keys.revoke(TenantId.DEFAULT, rotated.successor().key().id()))
                .isEqualTo(Revocation.LAST_ADMIN);
        assertThat(keys.revoke(TenantId.DEFAULT, first)).isEqualTo(Revocation.REVOKED);
    }

    @Test
    void useIsWrittenDownOnceAMinute() {
        IssuedKey key = issued(KeyRole.VIEWER);
        KeyUse use = new KeyUse(keys);

        use.note(key.key().keyId());
        assertThat(lastUsed(key)).isNull();
        use.writeOnce();
        Instant first = lastUsed(key);
        assertThat(Duration.between(first, database.now())).isLessThan(Duration.ofSeconds(30));

        use.note(key.key().keyId());
        use.writeOnce();
        assertThat(lastUsed(key)).isEqualTo(first);

        execute("UPDATE api_keys SET last_used_at = TIMESTAMPADD(MINUTE, -2, last_used_at)");
        use.note(key.key().keyId());
        use.writeOnce();
        assertThat(lastUsed(key)).isAfterOrEqualTo(first);
    }

    @Test
    void aTenantsKeyOfBeforeBecomesAnOwnersAndThereAreFiveRoles() {
        try (TestDatabase older = TestDatabase.fresh()) {
            flyway(older, "39").migrate();
            execute(older, """
                    INSERT INTO api_keys (id, key_id, secret_hash, tenant_id, role, name, created_at) VALUES
                    ('a', 'k1', 'h', 'default', 'TENANT', 'x', UTC_TIMESTAMP(3)),
                    ('b', 'k2', 'h', 'default', 'PLATFORM_ADMIN', 'y', UTC_TIMESTAMP(3))""");

            Migrations.migrate(older.dataSource());

            List<ApiKey> after = new ApiKeys(new TaskDatabase(older.dataSource()), new TenantRepository(database))
                    .list(TenantId.DEFAULT, 10, 0);
            assertThat(after)
                    .extracting(key -> key.grant().role())
                    .containsExactly(KeyRole.OWNER, KeyRole.PLATFORM_ADMIN);
            assertThat(after).extracting(ApiKey::lineageId).containsExactly("a", "b");
            assertThat(after).allSatisfy(key -> assertThat(key.grant().scopes()).isEmpty());
            assertThatThrownBy(() -> execute(older, "UPDATE api_keys SET role = 'TENANT'"))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private static Flyway flyway(TestDatabase schema, String target) {
        return Flyway.configure()
                .dataSource(schema.dataSource())
                .locations("classpath:io/taskservice/sql")
                .table("task_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(target)
                .load();
    }

    private IssuedKey issued(KeyRole role) {
        tenantIsThere();
        return keys.issue(TenantId.DEFAULT, KeyGrant.of(role), "a key", null);
    }

    private Rotation.Rotated rotated(IssuedKey key, Duration overlap) {
        return (Rotation.Rotated) keys.rotate(TenantId.DEFAULT, key.key().id(), overlap);
    }

    private @Nullable Instant lastUsed(IssuedKey key) {
        return keys.find(TenantId.DEFAULT, key.key().id()).orElseThrow().lastUsedAt();
    }

    private static void execute(String statement) {
        execute(schema, statement);
    }

    private static void execute(TestDatabase schema, String statement) {
        try (Connection connection = schema.dataSource().getConnection();
                Statement open = connection.createStatement()) {
            open.executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
