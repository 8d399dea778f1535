package io.taskservice.server.chaos;

import static org.awaitility.Awaitility.await;

import io.taskservice.lab.HistoryChecker;
import io.taskservice.lab.journal.Journals;
import io.taskservice.lab.law.CheckOptions;
import io.taskservice.lab.law.Violation;
import io.taskservice.server.ServerLaunch;
import io.taskservice.server.ServerProcess;
import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestFolders;
import io.taskservice.testkit.TestRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An API node, a scheduler and executors as real processes, whose handler {@code journal} tells what it did. */
final class JournalCluster implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Duration LEASE = Duration.ofSeconds(5);

    private static final Pattern JOINED = Pattern.compile("Joined the cluster as (\\S+)");
    private static final String[] SHORT_LEASE = {
        "--app.task.node.lease=" + LEASE.toSeconds() + "s", "--app.task.node.heartbeat=1s"
    };

    private final TestDatabase database = TestDatabase.fresh();
    private final TestRedis redis = TestRedis.dedicated();
    private final JdbcClient sql = JdbcClient.create(database.dataSource());
    private final Path journals = TestFolders.own("journals-" + UUID.randomUUID());
    private final ServerProcess api = launch("api").start();
    private final List<ServerProcess> executors = new ArrayList<>();
    private ServerProcess scheduler = launch("scheduler").start();

    private JournalCluster(int executors) {
        for (int i = 0; i < executors; i++) {
            this.executors.add(launch("executor").start());
        }
        Stream.concat(Stream.of(api, scheduler), this.executors.stream()).forEach(ServerProcess::awaitReady);
    }

    /** Starts them all at once, and waits until all are ready. */
    static JournalCluster start(int executors) {
        return new JournalCluster(executors);
    }

    private ServerLaunch launch(String roles) {
        return ServerLaunch.of(roles, database, redis).journals(journals).with(SHORT_LEASE);
    }

    ServerProcess api() {
        return api;
    }

    ServerProcess scheduler() {
        return scheduler;
    }

    void startAnotherScheduler() {
        scheduler.close();
        scheduler = launch("scheduler").start().awaitReady();
    }

    List<ServerProcess> executors() {
        return List.copyOf(executors);
    }

    /** Another executor instead of one that has ended. */
    void replace(ServerProcess ended) {
        ended.close();
        executors.set(executors.indexOf(ended), launch("executor").start().awaitReady());
    }

    /** The id that process has in the cluster: the last that it has joined as. */
    String nodeOf(ServerProcess process) {
        return JOINED.matcher(process.log())
                .results()
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError("It has not joined: " + process.log()))
                .group(1);
    }

    JdbcClient sql() {
        return sql;
    }

    long count(String query, Object... params) {
        return sql.sql(query).params(params).query(Long.class).single();
    }

    /** The one instant that a query finds, in UTC. */
    Instant instant(String query, Object... params) {
        return sql.sql(query)
                .params(params)
                .query((row, number) -> row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC))
                .single();
    }

    /** Submits so many alike, and returns their ids. */
    List<String> submit(int tasks, String task) {
        String items = IntStream.range(0, tasks).mapToObj(i -> task).collect(Collectors.joining(","));
        JsonNode answer = api.send("POST", "/api/v1/tasks/batch", "{\"items\":[" + items + "]}", 202);
        List<String> ids = new ArrayList<>();
        answer.path("data").path("items").forEach(item -> ids.add(item.get("id").asString()));
        return ids;
    }

    /** How many of them are in that state. */
    long of(List<String> ids, String condition) {
        return sql.sql("SELECT COUNT(*) FROM task_instances WHERE id IN (:ids) AND " + condition)
                .param("ids", ids)
                .query(Long.class)
                .single();
    }

    /** Waits until an executor runs some of them, and returns it. */
    ServerProcess awaitAtWork(List<String> ids) {
        return await().atMost(PATIENCE)
                .until(
                        () -> executors.stream()
                                .filter(executor -> runs(executor, ids))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private boolean runs(ServerProcess executor, List<String> ids) {
        return of(ids, "status = 'RUNNING' AND execution_node = '" + nodeOf(executor) + "'") > 0;
    }

    void awaitEnd(List<String> ids) {
        await().atMost(PATIENCE).until(() -> of(ids, "end_time IS NULL") == 0);
    }

    Journals journals() throws IOException {
        return Journals.read(journals);
    }

    /** What breaks a law, on a cluster that may be at work. */
    List<Violation> violations() throws IOException {
        return HistoryChecker.check(database.dataSource(), journals(), CheckOptions.DEFAULT);
    }

    @Override
    public void close() {
        executors.forEach(ServerProcess::close);
        scheduler.close();
        api.close();
        redis.close();
        database.close();
    }
}
