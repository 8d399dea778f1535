package io.taskservice.database;

import static io.taskservice.testkit.InstanceBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.instance.NewInstance;
import io.taskservice.testkit.TestStores;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/** A batch is one statement, which the database takes whole or refuses whole: whoever meets a duplicate counts on that. */
class BatchedInsertIT {

    private static final TestStores STORES = TestStores.fresh();

    @BeforeEach
    void empty() {
        STORES.execute("DELETE FROM task_instances");
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void aBatchWithADuplicateHasAddedNothingThoughItsTransactionGoesOn() {
        STORES.instances().insert(requests("taken"));

        STORES.database().inTransaction(() -> {
            assertThatThrownBy(() -> STORES.instances().insert(requests("a", "taken", "b")))
                    .isInstanceOf(DuplicateKeyException.class);
            return null;
        });

        assertThat(requestKeys()).containsExactly("taken");
    }

    @Test
    void afterARefusedBatchTheNextOneHoldsItsOwnRowsOnly() {
        STORES.instances().insert(requests("taken"));

        STORES.database().inTransaction(() -> {
            assertThatThrownBy(() -> STORES.instances().insert(requests("a", "taken")))
                    .isInstanceOf(DuplicateKeyException.class);
            STORES.instances().insert(requests("b"));
            return null;
        });

        assertThat(requestKeys()).containsExactly("b", "taken");
    }

    private static List<NewInstance> requests(String... keys) {
        return Stream.of(keys)
                .map(key -> anInstance().requestKey(key).toNewInstance())
                .toList();
    }

    private static List<String> requestKeys() {
        return STORES.texts("SELECT request_key FROM task_instances ORDER BY request_key");
    }
}
