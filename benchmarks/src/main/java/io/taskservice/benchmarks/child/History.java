package io.taskservice.benchmarks.child;

import io.taskservice.benchmarks.engine.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Instances that finished long ago, each with a log line, in the product's own tables. */
final class History {

    private static final int MOST_AT_ONCE = 100_000;

    /** The ids are those of 1970, counted in their first eight digits: below all that is made now, and in their order. */
    private static final String FIRST = """
            INSERT INTO task_instances (
              id, tenant_id, handler, queue, priority, execution_params, status, run_at, attempt, max_attempts,
              backoff_initial_ms, backoff_max_ms, delivery, execution_node, start_time, end_time, execution_duration,
              created_at
            ) VALUES (
              '00000000-0000-7000-8000-000000000000', 'default', 'noop', 'default', 5, '{"number":0}', 'SUCCESS',
              UTC_TIMESTAMP(3) - INTERVAL 1 DAY, 1, 1, 1000, 3600000, 'AT_LEAST_ONCE',
              '00000000-0000-7000-8000-000000000000', UTC_TIMESTAMP(3) - INTERVAL 1 DAY,
              UTC_TIMESTAMP(3) - INTERVAL 1 DAY, 1, UTC_TIMESTAMP(3) - INTERVAL 1 DAY)
            """;

    private static final String MORE = """
            INSERT INTO task_instances (
              id, tenant_id, handler, queue, priority, execution_params, status, run_at, attempt, max_attempts,
              backoff_initial_ms, backoff_max_ms, delivery, execution_node, start_time, end_time, execution_duration,
              created_at
            )
            SELECT CONCAT(LOWER(LPAD(HEX(CONV(LEFT(id, 8), 16, 10) + %1$d), 8, '0')), SUBSTRING(id, 9)), tenant_id,
              handler, queue, priority, execution_params, status, run_at, attempt, max_attempts, backoff_initial_ms,
              backoff_max_ms, delivery, execution_node, start_time, end_time, execution_duration, created_at
            FROM task_instances FORCE INDEX (PRIMARY) WHERE id < '%2$08x' ORDER BY id
            """;
    private static final String LOGS = """
            INSERT INTO task_logs (
              id, tenant_id, task_instance_id, attempt, seq, log_level, log_message, log_time
            )
            SELECT id, tenant_id, id, 1, 1, 'INFO', 'task done', created_at FROM task_instances FORCE INDEX (PRIMARY)
            WHERE id >= '%1$08x' AND id < '%2$08x' ORDER BY id
            """;

    private History() {}

    /** Makes them, twice as many with each statement. */
    static void fill(Place place, int rows) throws SQLException {
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(FIRST);
            for (int there = 1, more; there < rows; there += more) {
                more = Math.min(Math.min(there, rows - there), MOST_AT_ONCE);
                statement.executeUpdate(MORE.formatted(there, more));
            }
            for (int from = 0; from < rows; from += MOST_AT_ONCE) {
                statement.executeUpdate(LOGS.formatted(from, Math.min(from + MOST_AT_ONCE, rows)));
            }
        }
    }
}
