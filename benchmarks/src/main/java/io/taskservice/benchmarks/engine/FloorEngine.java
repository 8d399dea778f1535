package io.taskservice.benchmarks.engine;

import io.taskservice.identity.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The floor: a bare JDBC loop that does the least that a row per task needs, claim, end and a log row, in batches of
 * multi-row statements with two commits each.
 *
 * <p>It knows no tenants, leases, fences, retries, limits or events, and runs no code of anybody.
 */
final class FloorEngine implements Engine {

    private static final int BATCH = 500;
    private static final int CONNECTIONS = 10;
    private static final int LOOK_MILLIS = 1;

    private final FloorTables tables;
    private final Place place;
    private final String node = Ids.next();
    private volatile boolean paused = true;
    private volatile boolean closed;
    private @Nullable DataSource pool;
    private @Nullable Thread loop;

    FloorEngine(FloorTables tables, Place place) {
        this.tables = tables;
        this.place = place;
    }

    @Override
    public void prepare() throws Exception {
        tables.create(place);
    }

    @Override
    public void open() {
        DataSource connections = place.pool(CONNECTIONS);
        pool = connections;
        loop = new Thread(() -> drainForEver(connections), "floor");
        loop.start();
    }

    @Override
    public void addDue(int first, int count) throws SQLException {
        for (int done = 0; done < count; done += BATCH) {
            insert(first + done, Math.min(BATCH, count - done));
        }
    }

    @Override
    public void submit(int number) throws SQLException {
        insert(number, 1);
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public boolean isDrained() throws SQLException {
        try (Connection connection = pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(tables.anyLeft())) {
            return !rows.next();
        }
    }

    @Override
    public void close() throws Exception {
        closed = true;
        if (loop != null) {
            loop.join();
        }
        if (pool instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    private void insert(int first, int count) throws SQLException {
        StringJoiner rows = new StringJoiner(", ", tables.insert(), "");
        for (int i = 0; i < count; i++) {
            rows.add(tables.row().formatted(Ids.next(), first + i));
        }
        try (Connection connection = pool().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(rows.toString());
        }
    }

    private void drainForEver(DataSource connections) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            while (!closed) {
                if (paused || !drainOnce(connection)) {
                    Thread.sleep(LOOK_MILLIS);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The floor's loop failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Claims a batch and ends it; false when there was none. */
    private boolean drainOnce(Connection connection) throws SQLException {
        List<String> ids = lock(connection);
        if (ids.isEmpty()) {
            connection.rollback();
            return false;
        }
        update(connection, tables.claim(), ids);
        connection.commit();
        log(connection, ids);
        update(connection, tables.end(), ids);
        connection.commit();
        return true;
    }

    private List<String> lock(Connection connection) throws SQLException {
        List<String> ids = new ArrayList<>(BATCH);
        try (PreparedStatement statement = connection.prepareStatement(tables.lock() + BATCH + tables.locking());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
                Witness.ran(rows.getInt(2));
            }
        }
        return ids;
    }

    private void update(Connection connection, String update, List<String> ids) throws SQLException {
        String in = "'" + String.join("', '", ids) + "'";
        try (Statement statement = connection.createStatement()) {
            int changed = statement.executeUpdate(update.formatted(node, in));
            if (changed != ids.size()) {
                throw new IllegalStateException("Changed " + changed + " of " + ids.size() + " rows");
            }
        }
    }

    private void log(Connection connection, List<String> ids) throws SQLException {
        StringJoiner rows = new StringJoiner(", ", tables.insertLog(), "");
        ids.forEach(id -> rows.add(tables.logRow().formatted(Ids.next(), id)));
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(rows.toString());
        }
    }

    private DataSource pool() {
        if (pool == null) {
            throw new IllegalStateException("not open");
        }
        return pool;
    }
}
