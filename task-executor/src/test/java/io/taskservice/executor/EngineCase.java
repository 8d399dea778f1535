package io.taskservice.executor;

import static io.taskservice.testkit.InstanceBuilder.anInstance;

import io.taskservice.handler.TaskHandler;
import io.taskservice.identity.InstanceId;
import io.taskservice.testkit.TestStores;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Of tests that run handlers on engines of this process, each class on a schema of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EngineCase {

    final TestStores stores = TestStores.fresh();

    @BeforeEach
    void emptyTheTables() {
        stores.empty();
    }

    @AfterAll
    void close() throws Exception {
        stores.close();
    }

    Engine engineOf(TaskHandler handler) {
        return Engine.on(stores).handler("h", handler).start();
    }

    InstanceId insert(String handler) {
        return anInstance().handler(handler).insertInto(stores);
    }
}
