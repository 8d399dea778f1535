package io.taskservice.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestRedis;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An API node that schedules too, and executors beside it: real processes on a database and a Redis of their own. */
public final class ProcessCluster implements AutoCloseable {

    private final TestDatabase database = TestDatabase.fresh();
    private final TestRedis redis = TestRedis.dedicated();
    private final JdbcClient sql = JdbcClient.create(database.dataSource());
    private final String[] executorArguments;
    private final ServerProcess api;
    private final List<ServerProcess> executors;

    private ProcessCluster(int executors, String... executorArguments) {
        this.executorArguments = executorArguments;
        this.api = ServerProcess.start("api,scheduler", database, redis, "--app.task.scheduler.audit-interval=1s");
        this.executors =
                IntStream.range(0, executors).mapToObj(i -> startExecutor()).toList();
        api.awaitReady();
        this.executors.forEach(ServerProcess::awaitReady);
    }

    /** Starts the API node and so many executors with these arguments at once, and waits until all are ready. */
    public static ProcessCluster start(int executors, String... executorArguments) {
        return new ProcessCluster(executors, executorArguments);
    }

    public ServerProcess api() {
        return api;
    }

    public ServerProcess executor(int number) {
        return executors.get(number);
    }

    public JdbcClient sql() {
        return sql;
    }

    /** Of the database that all of them share. */
    public DataSource dataSource() {
        return database.dataSource();
    }

    /** What the auditor has found that must not be, so far. */
    List<String> violations() {
        return violations(sql);
    }

    /** Likewise on any database; fails if nobody has looked. */
    static List<String> violations(JdbcClient sql) {
        assertThat(sql.sql("SELECT COUNT(*) FROM audit_findings")
                        .query(Long.class)
                        .single())
                .as("invariants that were looked at")
                .isPositive();
        return sql.sql("SELECT CONCAT(invariant, ': ', examples) FROM audit_findings WHERE found > 0")
                .query(String.class)
                .list();
    }

    /** One more executor like the others; it may not be ready yet, and is the caller's to close. */
    public ServerProcess startExecutor() {
        return ServerProcess.start("executor", database, redis, executorArguments);
    }

    @Override
    public void close() {
        executors.forEach(ServerProcess::close);
        api.close();
        redis.close();
        database.close();
    }
}
