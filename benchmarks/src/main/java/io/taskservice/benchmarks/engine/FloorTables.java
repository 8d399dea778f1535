package io.taskservice.benchmarks.engine;

import com.zaxxer.hikari.HikariDataSource;
import io.taskservice.database.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The statements of the floor, on the one kind of tables or the other. In each, {@code %s} stands for values. */
enum FloorTables {

    /** The product's own tables, with all their columns and indexes. */
    PRODUCT {
        @Override
        void create(Place place) {
            try (HikariDataSource pool = place.pool(2)) {
                Migrations.migrate(pool);
            }
        }

        @Override
        String insert() {
            return """
                    INSERT INTO task_instances (
                      id, tenant_id, handler, queue, priority, execution_params, status, run_at, max_attempts,
                      backoff_initial_ms, backoff_max_ms, delivery, followed, created_at
                    ) VALUES
                    """;
        }

        @Override
        String row() {
            return "('%s', 'default', 'noop', 'default', 5, '{\"number\":%d}', 'PENDING', UTC_TIMESTAMP(3), 1,"
                    + " 1000, 3600000, 'AT_LEAST_ONCE', FALSE, UTC_TIMESTAMP(3))";
        }

        @Override
        String lock() {
            return """
                    SELECT id, JSON_VALUE(execution_params, '$.number') FROM task_instances FORCE INDEX (idx_claim)
                    WHERE status = 'PENDING' AND queue = 'default' AND tenant_id = 'default'
                    ORDER BY priority, run_at, id LIMIT \
                    """;
        }

        @Override
        String claim() {
            return """
                    UPDATE task_instances
                    SET status = 'RUNNING', execution_node = '%s', attempt = attempt + 1, start_time = UTC_TIMESTAMP(3)
                    WHERE status = 'PENDING' AND id IN (%s)
                    """;
        }

        @Override
        String end() {
            return """
                    UPDATE task_instances
                    SET status = 'SUCCESS', end_time = UTC_TIMESTAMP(3), execution_duration = 1
                    WHERE status = 'RUNNING' AND execution_node = '%s' AND id IN (%s)
                    """;
        }

        @Override
        String insertLog() {
            return """
                    INSERT INTO task_logs (
                      id, tenant_id, task_instance_id, attempt, seq, log_level, log_message, log_time
                    ) VALUES
                    """;
        }

        @Override
        String logRow() {
            return "('%s', 'default', '%s', 1, 1, 'INFO', 'task done', UTC_TIMESTAMP(3))";
        }

        @Override
        String anyLeft() {
            return """
                    SELECT 1 FROM task_instances FORCE INDEX (idx_claim)
                    WHERE status IN ('SCHEDULED', 'PENDING', 'RUNNING') AND queue = 'default' LIMIT 1
                    """;
        }
    },

    /** Two tables of its own: one index beside the primary key, and rows that never grow. */
    LEAN {
        @Override
        void create(Place place) throws SQLException {
            try (Connection connection = place.connect();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate(LEAN_TASKS);
                statement.executeUpdate(LEAN_LOGS);
            }
        }

        @Override
        String insert() {
            return "INSERT INTO lean_tasks (id, number, status, run_at) VALUES ";
        }

        @Override
        String row() {
            return "('%s', %d, 1, UTC_TIMESTAMP(3))";
        }

        @Override
        String lock() {
            return "SELECT id, number FROM lean_tasks FORCE INDEX (idx_claim) WHERE status = 1"
                    + " ORDER BY run_at, id LIMIT ";
        }

        @Override
        String claim() {
            return "UPDATE lean_tasks SET status = 2, node = '%s', start_time = UTC_TIMESTAMP(3)"
                    + " WHERE status = 1 AND id IN (%s)";
        }

        @Override
        String end() {
            return "UPDATE lean_tasks SET status = 3, end_time = UTC_TIMESTAMP(3), duration = 1"
                    + " WHERE status = 2 AND node = '%s' AND id IN (%s)";
        }

        @Override
        String insertLog() {
            return "INSERT INTO lean_logs (id, task_id, message, log_time) VALUES ";
        }

        @Override
        String logRow() {
            return "('%s', '%s', 'task done', UTC_TIMESTAMP(3))";
        }

        @Override
        String anyLeft() {
            return "SELECT 1 FROM lean_tasks FORCE INDEX (idx_claim) WHERE status IN (1, 2) LIMIT 1";
        }
    };

    private static final String LEAN_TASKS = """
            CREATE TABLE lean_tasks (
              id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
              number INT NOT NULL,
              status TINYINT NOT NULL,
              run_at DATETIME(3) NOT NULL,
              node CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '------------------------------------',
              start_time DATETIME(3) NOT NULL DEFAULT '1970-01-01',
              end_time DATETIME(3) NOT NULL DEFAULT '1970-01-01',
              duration BIGINT NOT NULL DEFAULT 0,
              KEY idx_claim (status, run_at, id)
            ) ENGINE = InnoDB
            """;
    private static final String LEAN_LOGS = """
            CREATE TABLE lean_logs (
              id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
              task_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
              message TEXT NOT NULL,
              log_time DATETIME(3) NOT NULL,
              PRIMARY KEY (task_id, id)
            ) ENGINE = InnoDB
            """;

    abstract void create(Place place) throws SQLException;

    /** The head of an INSERT of tasks. */
    abstract String insert();

    /** A row of it: id and number. */
    abstract String row();

    /** Selects ids and numbers of what is due; how many, and the lock, follow. */
    abstract String lock();

    String locking() {
        return " FOR UPDATE SKIP LOCKED";
    }

    /** Node, then ids. */
    abstract String claim();

    /** Node, then ids. */
    abstract String end();

    /** The head of an INSERT of log rows. */
    abstract String insertLog();

    /** A row of it: its id and the task's. */
    abstract String logRow();

    /** A row if any task is not done. */
    abstract String anyLeft();
}
