package io.taskservice.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestRedis;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("once")
class MasterKeyIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2hvcnQ=",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
            })
    void withoutAGoodKeyTheServerSaysHowToMakeOneAndTouchesNothing(String key) throws Exception {
        try (TestDatabase database = TestDatabase.fresh();
                TestRedis redis = TestRedis.dedicated();
                ServerProcess server = ServerProcess.startWith(Map.of("TASK_SECRETS_KEY", key), database, redis)) {
            assertThat(server.awaitEnd()).isEqualTo(1);
            assertThat(server.log())
                    .contains("app.task.secrets.key (TASK_SECRETS_KEY) is ")
                    .contains("make a key with: openssl rand -base64 32")
                    .doesNotContain("\tat io.taskservice");
            if (!key.isEmpty()) {
                assertThat(server.log()).doesNotContain(key);
            }
            assertThat(JdbcClient.create(database.dataSource())
                            .sql("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = ?")
                            .param(database.name())
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }
}
