package io.taskservice.benchmarks.engine;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.MySQL8JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler: lock-and-fetch polling, as it recommends for throughput, ten times a second; tasks are added in batches of
 * {@link #BATCH}. A task that is done is deleted.
 *
 * <p>Its MySQL statements are used on MariaDB too, which understands them: its own for MariaDB have no lock-and-fetch.
 */
final class DbSchedulerEngine implements Engine {

    private static final int BATCH = 500;
    private static final Duration POLLING = Duration.ofMillis(100);
    private static final double FETCH_BELOW = 1.0;
    private static final double FETCH_UP_TO = 4.0;
    private static final int SPARE_CONNECTIONS = 10;

    /** As its documentation has it for MySQL, with the indexes that it names. */
    private static final String TABLE = """
            CREATE TABLE scheduled_tasks (
              task_name VARCHAR(100) NOT NULL,
              task_instance VARCHAR(100) NOT NULL,
              task_data BLOB,
              execution_time TIMESTAMP(6) NOT NULL,
              picked BOOLEAN NOT NULL,
              picked_by VARCHAR(50),
              last_success TIMESTAMP(6) NULL,
              last_failure TIMESTAMP(6) NULL,
              consecutive_failures INT,
              last_heartbeat TIMESTAMP(6) NULL,
              version BIGINT NOT NULL,
              priority SMALLINT,
              PRIMARY KEY (task_name, task_instance),
              INDEX execution_time_idx (execution_time),
              INDEX last_heartbeat_idx (last_heartbeat)
            ) ENGINE = InnoDB
            """;

    private final Place place;
    private final OneTimeTask<Void> task =
            Tasks.oneTime("noop").execute((instance, context) -> Witness.ran(Integer.parseInt(instance.getId())));
    private volatile Duration period = Duration.ZERO;
    private final CustomTask<Void> periodic = Tasks.custom("periodic", Void.class)
            .execute((instance, context) -> {
                Instant due = context.getExecution().getExecutionTime();
                Witness.fired(Integer.parseInt(instance.getId()), due);
                return (complete, operations) -> operations.reschedule(complete, due.plus(period));
            });
    private @Nullable HikariDataSource pool;
    private @Nullable Scheduler scheduler;

    DbSchedulerEngine(Place place) {
        this.place = place;
    }

    @Override
    public void prepare() throws SQLException {
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(TABLE);
        }
    }

    @Override
    public void open() {
        HikariDataSource connections = place.pool(SLOTS + SPARE_CONNECTIONS);
        pool = connections;
        scheduler = Scheduler.create(connections, task, periodic)
                .jdbcCustomization(new MySQL8JdbcCustomization(false))
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .threads(SLOTS)
                .pollingInterval(POLLING)
                .pollUsingLockAndFetch(FETCH_BELOW, FETCH_UP_TO)
                .build();
        scheduler.pause();
        scheduler.start();
    }

    @Override
    public void addDue(int first, int count) {
        Instant now = Instant.now();
        schedule(first, IntStream.range(0, count).mapToObj(any -> now).toList());
    }

    @Override
    public void submit(int number) {
        scheduler().scheduleIfNotExists(instance(number), Instant.now());
    }

    @Override
    public void schedule(int first, List<Instant> dues) {
        for (int done = 0; done < dues.size(); done += BATCH) {
            List<SchedulableInstance<?>> batch = new ArrayList<>();
            for (int i = done; i < Math.min(done + BATCH, dues.size()); i++) {
                batch.add(SchedulableInstance.of(instance(first + i), dues.get(i)));
            }
            scheduler().scheduleBatch(batch);
        }
    }

    @Override
    public void define(int count, Duration every, Instant first) {
        period = every;
        List<SchedulableInstance<?>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant due = first.plus(every.multipliedBy(i).dividedBy(count));
            all.add(SchedulableInstance.of(periodic.instance(Integer.toString(i)), due));
        }
        scheduler().scheduleBatch(all);
    }

    @Override
    public void resume() {
        scheduler().resume();
    }

    @Override
    public void pause() {
        scheduler().pause();
    }

    @Override
    public boolean isDrained() throws SQLException {
        try (Connection connection = Objects.requireNonNull(pool).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM scheduled_tasks LIMIT 1")) {
            return !rows.next();
        }
    }

    @Override
    public void close() {
        if (scheduler != null) {
            scheduler.stop();
        }
        if (pool != null) {
            pool.close();
        }
    }

    private TaskInstance<Void> instance(int number) {
        return task.instance(Integer.toString(number));
    }

    private Scheduler scheduler() {
        return Objects.requireNonNull(scheduler, "not open");
    }
}
