package io.taskservice.database;

import io.taskservice.simulation.MemoryMappers;
import io.taskservice.simulation.MemoryStore;
import io.taskservice.simulation.MemoryTransactions;
import java.sql.Connection;
import org.apache.ibatis.session.Configuration;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Opens the product's door to the database on one in memory. */
public final class MemoryDatabase {

    private MemoryDatabase() {}

    /** As one process sees it. What is worth another try is tried again at once: waiting would be a matter of real time. */
    public static TaskDatabase open(MemoryStore store) {
        MemoryMappers mappers = new MemoryMappers(store);
        return new TaskDatabase(
                new NoConnections(),
                new Configuration(),
                mappers::mapper,
                new Transactions(new MemoryTransactions(store), attempt -> {}));
    }

    /** There is nothing to connect to. */
    private static final class NoConnections extends AbstractDataSource {

        @Override
        public Connection getConnection() {
            throw MemoryMappers.notSimulated("A statement outside the mappers");
        }

        @Override
        public Connection getConnection(String user, String password) {
            return getConnection();
        }
    }
}
