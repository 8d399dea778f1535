package io.taskservice.benchmarks.engine;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/**
 * Quartz: the clustered JDBC store on the tables of its own script, as many triggers acquired at once as it has threads. A
 * task is a trigger that fires once, of one job; when it is done it is deleted.
 */
final class QuartzEngine implements Engine {

    private static final String NAME = "benchmark";
    private static final String SCRIPT = "org/quartz/impl/jdbcjobstore/tables_mysql_innodb.sql";
    private static final int BATCH = 500;
    private static final int SPARE_CONNECTIONS = 10;
    private static final String ONCE = "once";
    private static final String PERIODIC = "periodic";
    private static final JobDetail JOB = JobBuilder.newJob(NumberedJob.class)
            .withIdentity("noop")
            .storeDurably()
            .build();
    private static final String ANY_LEFT = """
            SELECT 1 FROM QRTZ_TRIGGERS WHERE TRIGGER_GROUP = 'once'
            UNION ALL SELECT 1 FROM QRTZ_FIRED_TRIGGERS WHERE TRIGGER_GROUP = 'once' LIMIT 1
            """;

    private final Place place;
    private @Nullable HikariDataSource pool;
    private @Nullable Scheduler scheduler;

    QuartzEngine(Place place) {
        this.place = place;
    }

    /** What is run: the number is the name of the trigger. */
    public static final class NumberedJob implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            int number = Integer.parseInt(context.getTrigger().getKey().getName());
            if (context.getTrigger().getKey().getGroup().equals(ONCE)) {
                Witness.ran(number);
            } else {
                Witness.fired(number, context.getScheduledFireTime().toInstant());
            }
        }
    }

    /** Lends connections of our pool. */
    private record Pooled(HikariDataSource pool) implements ConnectionProvider {

        @Override
        public Connection getConnection() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void initialize() {}

        @Override
        public void shutdown() {
            pool.close();
        }
    }

    @Override
    public void prepare() throws SQLException {
        ResourceDatabasePopulator script = new ResourceDatabasePopulator(new ClassPathResource(SCRIPT));
        script.setCommentPrefixes("--", "#");
        try (Connection connection = place.connect()) {
            script.populate(connection);
        }
    }

    @Override
    public void open() throws SchedulerException {
        pool = place.pool(SLOTS + SPARE_CONNECTIONS);
        DBConnectionManager.getInstance().addConnectionProvider(NAME, new Pooled(pool));
        scheduler = new StdSchedulerFactory(properties()).getScheduler();
        scheduler.addJob(JOB, true);
    }

    @Override
    public void addDue(int first, int count) throws SchedulerException {
        Instant now = Instant.now();
        schedule(first, IntStream.range(0, count).mapToObj(any -> now).toList());
    }

    @Override
    public void submit(int number) throws SchedulerException {
        scheduler().scheduleJob(once(number, Instant.now()));
    }

    @Override
    public void schedule(int first, List<Instant> dues) throws SchedulerException {
        for (int done = 0; done < dues.size(); done += BATCH) {
            Set<Trigger> batch = new HashSet<>();
            for (int i = done; i < Math.min(done + BATCH, dues.size()); i++) {
                batch.add(once(first + i, dues.get(i)));
            }
            scheduler().scheduleJob(JOB, batch, true);
        }
    }

    @Override
    public void define(int count, Duration period, Instant first) throws SchedulerException {
        for (int done = 0; done < count; done += BATCH) {
            Set<Trigger> batch = new HashSet<>();
            for (int i = done; i < Math.min(done + BATCH, count); i++) {
                batch.add(periodic(i, period, first.plus(period.multipliedBy(i).dividedBy(count))));
            }
            scheduler().scheduleJob(JOB, batch, true);
        }
    }

    @Override
    public void resume() throws SchedulerException {
        scheduler().start();
    }

    @Override
    public void pause() throws SchedulerException {
        scheduler().standby();
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
    public void close() throws SchedulerException {
        if (scheduler != null) {
            scheduler.shutdown(true);
        }
    }

    private Scheduler scheduler() {
        return Objects.requireNonNull(scheduler, "not open");
    }

    private static Trigger once(int number, Instant due) {
        return TriggerBuilder.newTrigger()
                .withIdentity(Integer.toString(number), ONCE)
                .forJob(JOB)
                .startAt(Date.from(due))
                .build();
    }

    private static Trigger periodic(int number, Duration period, Instant first) {
        return TriggerBuilder.newTrigger()
                .withIdentity(Integer.toString(number), PERIODIC)
                .forJob(JOB)
                .startAt(Date.from(first))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(period.toMillis())
                        .repeatForever())
                .build();
    }

    private static Properties properties() {
        String threads = Integer.toString(SLOTS);
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", NAME);
        properties.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", threads);
        properties.setProperty("org.quartz.threadPool.threadCount", threads);
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        properties.setProperty(
                "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.StdJDBCDelegate");
        properties.setProperty("org.quartz.jobStore.dataSource", NAME);
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        properties.setProperty("org.quartz.jobStore.misfireThreshold", "600000"); // late is not misfired here
        return properties;
    }
}
