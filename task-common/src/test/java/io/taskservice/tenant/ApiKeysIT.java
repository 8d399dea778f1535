package io.taskservice.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.database.Migrations;
import io.taskservice.database.TaskDatabase;
import io.taskservice.identity.TenantId;
import io.taskservice.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeysIT {

    private static final String OUTSIDE = "Qm7Zr4Xv9Lk2Pw8Tn5Bc3Jd6Hs1Gf0Ya-one";
    private static final String OTHER = "Qm7Zr4Xv9Lk2Pw8Tn5Bc3Jd6Hs1Gf0Ya-two";

    private TestDatabase schema;
    private ApiKeys keys;

    @BeforeEach
    void open() {
        schema = TestDatabase.fresh();
        Migrations.migrate(schema.dataSource());
        TaskDatabase database = new TaskDatabase(schema.dataSource());
        keys = new ApiKeys(database, new TenantRepository(database));
    }

    @AfterEach
    void drop() {
        schema.close();
    }

    @Test
    void theFirstStartMakesAKeyAndLaterOnesDoNot() {
        String key = keys.ensureAdminKey(null).orElseThrow();

        Credential credential = keys.authenticate(key).orElseThrow();
        assertThat(credential.tenantId()).isEqualTo(TenantId.DEFAULT);
        assertThat(credential.role()).isEqualTo(KeyRole.PLATFORM_ADMIN);
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
}
