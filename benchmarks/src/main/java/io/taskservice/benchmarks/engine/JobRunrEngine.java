package io.taskservice.benchmarks.engine;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration.JobRunrConfigurationResult;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.filters.JobServerFilter;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.states.ScheduledState;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.mariadb.MariaDbStorageProvider;
import org.jobrunr.storage.sql.mysql.MySqlStorageProvider;
import org.jspecify.annotations.Nullable;

/**
 * JobRunr: job requests, which it recommends over lambdas for speed, and its shortest poll interval, five seconds. A task
 * that is done stays, with all its states, as JSON.
 */
final class JobRunrEngine implements Engine {

    private static final int POLL_SECONDS = 5;
    private static final int SPARE_CONNECTIONS = 10;
    private static final String ANY_LEFT =
            "SELECT 1 FROM jobrunr_jobs WHERE state IN ('SCHEDULED', 'ENQUEUED', 'PROCESSING') LIMIT 1";

    /** When the job of this thread was due. */
    private static final ThreadLocal<Instant> DUE = new ThreadLocal<>();

    private final Place place;
    private @Nullable HikariDataSource pool;
    private @Nullable JobRequestScheduler scheduler;
    private @Nullable BackgroundJobServer server;
    private boolean started;

    JobRunrEngine(Place place) {
        this.place = place;
    }

    /** A task, by its number. */
    public record Task(int number) implements JobRequest {

        @Override
        public Class<TaskRunner> getJobRequestHandler() {
            return TaskRunner.class;
        }
    }

    /** Runs a task. */
    public static final class TaskRunner implements JobRequestHandler<Task> {

        @Override
        public void run(Task task) {
            Witness.ran(task.number());
        }
    }

    /** A fire of a definition, by its number. */
    public record Periodic(int number) implements JobRequest {

        @Override
        public Class<PeriodicRunner> getJobRequestHandler() {
            return PeriodicRunner.class;
        }
    }

    /** Runs a fire. */
    public static final class PeriodicRunner implements JobRequestHandler<Periodic> {

        @Override
        public void run(Periodic fire) {
            Witness.fired(fire.number(), DUE.get());
        }
    }

    /** Notes when the job that is about to run was due; the job itself cannot know. */
    private static final class DueFilter implements JobServerFilter {

        @Override
        public void onProcessing(Job job) {
            DUE.set(job.getJobStatesOfType(ScheduledState.class)
                    .map(ScheduledState::getScheduledAt)
                    .findFirst()
                    .orElse(job.getCreatedAt()));
        }
    }

    /** Nothing: it makes its tables when it is opened. */
    @Override
    public void prepare() {}

    @Override
    public void open() throws SQLException {
        HikariDataSource connections = place.pool(SLOTS + SPARE_CONNECTIONS);
        pool = connections;
        BackgroundJobServerConfiguration configuration =
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andPollIntervalInSeconds(POLL_SECONDS)
                        .andWorkerCount(SLOTS);
        StorageProvider storage = storage(connections);
        JobRunrConfigurationResult result = JobRunr.configure()
                .useJobActivator(JobRunrEngine::runner)
                .useStorageProvider(storage)
                .withJobFilter(new DueFilter())
                .useBackgroundJobServer(configuration, false)
                .initialize();
        scheduler = result.getJobRequestScheduler();
        server = JobRunr.getBackgroundJobServer();
    }

    @Override
    public void addDue(int first, int count) {
        Stream<Task> tasks = IntStream.range(first, first + count).mapToObj(Task::new);
        scheduler().enqueue(tasks);
    }

    @Override
    public void submit(int number) {
        scheduler().enqueue(new Task(number));
    }

    /** One by one: it has no other way for what is due later. */
    @Override
    public void schedule(int first, List<Instant> dues) {
        for (int i = 0; i < dues.size(); i++) {
            scheduler().schedule(dues.get(i), new Task(first + i));
        }
    }

    /** By cron, which is to the second: intervals count from when the definition is added. */
    @Override
    public void define(int count, Duration period, Instant first) {
        long seconds = period.toSeconds();
        for (int i = 0; i < count; i++) {
            long second = (first.getEpochSecond() + seconds * i / count) % seconds;
            String cron = seconds < 60 ? second + "/" + seconds + " * * * * *" : "0 0 0 1 1 *";
            scheduler().scheduleRecurrently("periodic-" + i, cron, new Periodic(i));
        }
    }

    @Override
    public void resume() {
        if (started) {
            server().resumeProcessing();
        } else {
            server().start();
            started = true;
        }
    }

    @Override
    public void pause() {
        server().pauseProcessing();
    }

    @Override
    public boolean isDrained() throws SQLException {
        try (Connection connection = Objects.requireNonNull(pool).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ANY_LEFT)) {
            return !rows.next();
        }
    }

    @Override
    public void close() {
        JobRunr.destroy();
        if (pool != null) {
            pool.close();
        }
    }

    private static <T> T runner(Class<T> type) {
        return type.cast(type == TaskRunner.class ? new TaskRunner() : new PeriodicRunner());
    }

    private JobRequestScheduler scheduler() {
        return Objects.requireNonNull(scheduler, "not open");
    }

    private BackgroundJobServer server() {
        return Objects.requireNonNull(server, "not open");
    }

    private static StorageProvider storage(DataSource connections) throws SQLException {
        try (Connection connection = connections.getConnection()) {
            String version = connection.getMetaData().getDatabaseProductVersion();
            return version.toLowerCase(Locale.ROOT).contains("mariadb")
                    ? new MariaDbStorageProvider(connections)
                    : new MySqlStorageProvider(connections);
        }
    }
}
