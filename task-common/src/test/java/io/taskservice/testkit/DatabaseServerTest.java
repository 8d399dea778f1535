package io.taskservice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DatabaseServerTest {

    @Test
    void readsTheServerThatCiNames() {
        DatabaseServer server =
                DatabaseServer.parse("jdbc:mysql://127.0.0.1:33061/?user=ci&password=a=b&sslMode=DISABLED");

        assertThat(server).isEqualTo(new DatabaseServer("127.0.0.1", 33061, "ci", "a=b"));
    }

    @Test
    void usesMySqlsDefaultsForWhatTheUrlLeavesOut() {
        assertThat(DatabaseServer.parse("jdbc:mysql://db/")).isEqualTo(new DatabaseServer("db", 3306, "root", ""));
    }

    @Test
    void refusesAnotherKindOfDatabase() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseServer.parse("jdbc:h2:mem:test"))
                .withMessageContaining("TASK_TEST_MYSQL_URL");
    }
}
