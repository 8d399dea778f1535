package io.taskservice.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.UncategorizedSQLException;

class ServerRefusalTest {

    @Test
    void aReadOnlyServerOrAFullDiskRefusesWhateverItIs() {
        assertThat(ServerRefusal.isCauseOf(failure(1290))).isTrue();
        assertThat(ServerRefusal.isCauseOf(failure(1114))).isTrue();
    }

    @Test
    void aValueThatIsTooLongIsTheStatementsFault() {
        assertThat(ServerRefusal.isCauseOf(failure(1406))).isFalse();
        assertThat(ServerRefusal.isCauseOf(new IllegalStateException())).isFalse();
    }

    private static Throwable failure(int code) {
        return new UncategorizedSQLException("complete", null, new SQLException("no", "HY000", code));
    }
}
