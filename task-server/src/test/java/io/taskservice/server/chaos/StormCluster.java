package io.taskservice.server.chaos;

import static org.awaitility.Awaitility.await;

import io.taskservice.server.ServerLaunch;
import io.taskservice.server.ServerProcess;
import io.taskservice.testkit.DedicatedDatabase;
import io.taskservice.testkit.SmallDisk;
import io.taskservice.testkit.TcpProxy;
import io.taskservice.testkit.TestDatabase;
import io.taskservice.testkit.TestFolders;
import io.taskservice.testkit.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Six processes, one in each {@link Seat}, on a database and a Redis of their own.
 *
 * <p>One scheduler and one executor reach the database over a cable that can be cut; the clock of one scheduler is five
 * minutes ahead, that of one executor five minutes behind, where there is libfaketime; one scheduler has never known a
 * Redis. The data is on a disk that can be full, where one can be mounted.
 */
final class StormCluster implements AutoCloseable {

    static final boolean CLOCKS_ARE_WRONG = ServerLaunch.faketime().isPresent();

    private static final Duration WRONG = Duration.ofMinutes(5);
    private static final int DISK_MEGABYTES = Integer.getInteger("storm.disk", 1500);
    private static final int STARTS = 3;
    private static final Path KEPT_LOGS = Path.of("target", "storm");

    final DedicatedDatabase server;
    final Optional<SmallDisk> disk;
    final TestDatabase database;
    final TestRedis redis = TestRedis.dedicated();
    final TcpProxy schedulersCable;
    final TcpProxy executorsCable;
    final Path journals = TestFolders.own("storm-journals");

    private final Map<Seat, ServerProcess> nodes = new ConcurrentHashMap<>();
    private final Set<Seat> ready = ConcurrentHashMap.newKeySet();
    private final List<ServerProcess> all = new ArrayList<>();

    private StormCluster() {
        disk = SmallDisk.missing().isEmpty() ? Optional.of(SmallDisk.mount(DISK_MEGABYTES)) : Optional.empty();
        server = disk.map(DedicatedDatabase::startOn).orElseGet(DedicatedDatabase::start);
        database = TestDatabase.freshOn(server);
        schedulersCable = TcpProxy.to(server.host(), server.port());
        executorsCable = TcpProxy.to(server.host(), server.port());
    }

    /** Starts all at once, which are some time migrating, and waits until they are ready. */
    static StormCluster start() {
        StormCluster cluster = new StormCluster();
        try {
            for (Seat seat : Seat.values()) {
                cluster.startIn(seat);
            }
            for (Seat seat : Seat.values()) {
                cluster.awaitReady(seat);
            }
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    ServerProcess in(Seat seat) {
        return Objects.requireNonNull(nodes.get(seat));
    }

    /** The processes that have been ready and were not ended. */
    List<ServerProcess> ready() {
        return ready.stream().map(this::in).toList();
    }

    /** Starts another process in a seat whose process has ended or will. */
    synchronized void startIn(Seat seat) {
        ready.remove(seat);
        ServerProcess node = launch(seat).start();
        nodes.put(seat, node);
        all.add(node);
    }

    /** Waits for it. One that ends while it starts, as it does without a database, is started again, as operators do. */
    void awaitReady(Seat seat) {
        for (int start = 1; !ready.contains(seat); start++) {
            try {
                in(seat).awaitReady();
                ready.add(seat);
            } catch (AssertionError e) {
                if (start == STARTS) {
                    throw e;
                }
                startIn(seat);
            }
        }
    }

    /** SIGKILL, and another process at once. */
    void killAndReplace(Seat seat) {
        ready.remove(seat);
        in(seat).kill();
        startIn(seat);
    }

    /** SIGTERM, and another process when it has ended; returns how long it took to end. */
    Duration stopAndReplace(Seat seat) throws InterruptedException {
        ready.remove(seat);
        long begin = System.nanoTime();
        in(seat).stop();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        startIn(seat);
        return took;
    }

    void awaitDatabase() {
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(120))
                .until(server::isUp);
    }

    @Override
    public void close() {
        all.forEach(ServerProcess::close);
        keepLogs();
        schedulersCable.close();
        executorsCable.close();
        redis.close();
        database.close();
        server.close();
        disk.ifPresent(SmallDisk::close);
    }

    private ServerLaunch launch(Seat seat) {
        ServerLaunch plain = ServerLaunch.of(seat.role(), database, redis)
                .heap(seat == Seat.API ? 160 : 112)
                .with(
                        "--app.task.webhooks.allowed-hosts=localhost",
                        "--app.task.webhooks.initial-backoff=500ms",
                        "--app.task.webhooks.max-backoff=3s",
                        "--app.task.webhooks.max-tries=20");
        return switch (seat) {
            case API -> plain;
            case SCHEDULER_ON_A_CABLE -> plain.databaseThrough(schedulersCable);
            case SCHEDULER_AHEAD -> off(plain, WRONG);
            case SCHEDULER_WITHOUT_REDIS -> plain.with(Map.of("REDIS_HOST", ""));
            case EXECUTOR_ON_A_CABLE -> plain.databaseThrough(executorsCable).journals(journals);
            case EXECUTOR_BEHIND -> off(plain, WRONG.negated()).journals(journals);
        };
    }

    private static ServerLaunch off(ServerLaunch launch, Duration difference) {
        return CLOCKS_ARE_WRONG ? launch.clockOff(difference) : launch;
    }

    /** For whoever reads why it failed: the folders of the processes go with this JVM. */
    private void keepLogs() {
        try {
            Files.createDirectories(KEPT_LOGS);
            for (int i = 0; i < all.size(); i++) {
                Files.writeString(
                        KEPT_LOGS.resolve("node-" + i + ".log"), all.get(i).log());
            }
            Files.writeString(KEPT_LOGS.resolve("database.log"), server.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
