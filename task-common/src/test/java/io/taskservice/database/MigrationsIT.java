package io.taskservice.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.Together;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class MigrationsIT {

    private static final int PROCESSES = 6;

    @RepeatedTest(2)
    void processesThatStartAtOnceOnAnEmptySchemaAllFindItReady() {
        try (TestDatabase schema = TestDatabase.fresh()) {
            List<Integer> files = Together.call(PROCESSES, process -> Migrations.migrate(schema.dataSource()));

            assertThat(files).filteredOn(count -> count > 0).hasSize(1);
            Migrations.requireUpToDate(schema.dataSource());
        }
    }

    @Test
    void whoWaitsTooLongForAnotherIsToldSo() throws Exception {
        try (TestDatabase schema = TestDatabase.fresh();
                SchemaLock other = SchemaLock.take(schema.dataSource(), Duration.ZERO)) {
            assertThatThrownBy(() -> Migrations.migrate(schema.dataSource(), Duration.ofSeconds(1)))
                    .isInstanceOf(DatabaseUnusableException.class)
                    .hasMessageContaining("Another process has been migrating");
        }
    }

    @Test
    void whatIsLockedIsOneSchemaAndFreeAgainAfterwards() throws Exception {
        try (TestDatabase one = TestDatabase.fresh();
                TestDatabase another = TestDatabase.fresh()) {
            SchemaLock.take(one.dataSource(), Duration.ZERO).close();
            try (SchemaLock again = SchemaLock.take(one.dataSource(), Duration.ZERO);
                    SchemaLock elsewhere = SchemaLock.take(another.dataSource(), Duration.ZERO);
                    Connection connection = one.dataSource().getConnection()) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }
}
