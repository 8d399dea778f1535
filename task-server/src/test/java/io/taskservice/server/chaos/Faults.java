package io.taskservice.server.chaos;

import static org.awaitility.Awaitility.await;

import io.taskservice.server.chaos.Fault.Mend;
import io.taskservice.testkit.SmallDisk;
import io.taskservice.testkit.TcpProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that happens in the storm, in an order and with victims that the seed decides. */
final class Faults {

    /** P6: how long until it fires and runs again once what was away is back; asked of all but lost executors. */
    private static final Duration FIRING_AGAIN = Duration.ofSeconds(10);

    /** P4: how long until a killed executor's work is started again. */
    private static final Duration RESTARTED = Duration.ofSeconds(15);

    /** To look into some of them alone. */
    private static final Set<String> ONLY = Stream.of(
                    System.getProperty("storm.faults", "").split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** P5 names it. */
    private static final Duration LONG_FREEZE = Duration.ofSeconds(60);

    private final StormCluster cluster;
    private final StormSight sight;
    private final StormLoad load;
    private final StormFigures figures;
    private final Random random;
    private final boolean isLong;

    Faults(
            StormCluster cluster,
            StormSight sight,
            StormLoad load,
            StormFigures figures,
            Random random,
            boolean isLong) {
        this.cluster = cluster;
        this.sight = sight;
        this.load = load;
        this.figures = figures;
        this.random = random;
        this.isLong = isLong;
    }

    /**
     * Each once, and in the long form schedulers twice, in another order at each call.
     *
     * <p>What ends a process is followed by two faults which a process that starts can bear, so that no time is lost. It could
     * not bear to be without a database: it would end.
     */
    List<Fault> round() {
        List<Fault> light = shuffled(light());
        List<List<Fault>> blocks = new ArrayList<>();
        for (Fault deadly : shuffled(deadly())) {
            List<Fault> block = new ArrayList<>(List.of(deadly));
            for (int i = 0; i < 2 && !light.isEmpty(); i++) {
                block.add(light.remove(0));
            }
            blocks.add(block);
        }
        ofTheDatabase().forEach(fault -> blocks.add(List.of(fault)));
        return shuffled(blocks).stream()
                .flatMap(List::stream)
                .filter(fault -> ONLY.isEmpty() || ONLY.contains(fault.name()))
                .toList();
    }

    private List<Fault> deadly() {
        Set<Seat> all = EnumSet.allOf(Seat.class);
        Set<Seat> executors = EnumSet.copyOf(Seat.of("executor"));
        Set<Seat> schedulers = EnumSet.copyOf(Seat.of("scheduler"));
        List<Fault> faults = new ArrayList<>(List.of(
                new Fault("executor killed", executors, RESTARTED, this::killExecutor),
                new Fault("process halted by a handler", executors, RESTARTED, this::haltExecutor),
                new Fault("scheduler killed", schedulers, FIRING_AGAIN, this::killScheduler),
                new Fault("rolling restart", all, FIRING_AGAIN, this::restartInTurn)));
        if (isLong) {
            faults.add(new Fault("scheduler killed", schedulers, FIRING_AGAIN, this::killScheduler));
            faults.add(new Fault("scheduler frozen", all, FIRING_AGAIN, () -> freezeOneOf("scheduler")));
            faults.add(new Fault("executor frozen", all, FIRING_AGAIN, () -> freezeOneOf("executor")));
        }
        return faults;
    }

    private List<Fault> light() {
        Set<Seat> none = EnumSet.noneOf(Seat.class);
        Set<Seat> cables = EnumSet.of(Seat.SCHEDULER_ON_A_CABLE, Seat.EXECUTOR_ON_A_CABLE);
        return List.of(
                new Fault("Redis flushed", none, FIRING_AGAIN, this::flushRedis),
                new Fault("Redis frozen", none, FIRING_AGAIN, this::freezeRedis),
                new Fault("Redis stopped", none, FIRING_AGAIN, this::stopRedis),
                new Fault("cable cut", cables, FIRING_AGAIN, this::cutCable),
                new Fault("cable unplugged", cables, FIRING_AGAIN, this::unplugCable),
                new Fault("cable silent", cables, FIRING_AGAIN, this::silenceCable));
    }

    private List<Fault> ofTheDatabase() {
        Set<Seat> all = EnumSet.allOf(Seat.class);
        List<Fault> faults = new ArrayList<>(List.of(
                new Fault("database killed", all, FIRING_AGAIN, this::killDatabase),
                new Fault("database restarted", all, FIRING_AGAIN, this::restartDatabase),
                new Fault("database frozen", all, FIRING_AGAIN, this::freezeDatabase),
                new Fault("database read-only", all, FIRING_AGAIN, this::forbidWrites)));
        cluster.disk.ifPresent(disk -> faults.add(new Fault("disk full", all, FIRING_AGAIN, () -> fill(disk))));
        return faults;
    }

    private <T> List<T> shuffled(List<T> ordered) {
        List<T> list = new ArrayList<>(ordered);
        Collections.shuffle(list, random);
        return list;
    }

    private Mend killExecutor() {
        Seat victim = oneOf("executor");
        List<String> ids = awaitWorkOn(victim);
        Instant since = sight.now();
        cluster.killAndReplace(victim);
        figures.executorKilled();
        return new Mend(since, workRestarted(ids, since), victim.toString());
    }

    private Mend haltExecutor() {
        load.submitOneThatHalts();
        List<Seat> executors = Seat.of("executor");
        await().pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() ->
                        executors.stream().anyMatch(seat -> !cluster.in(seat).isAlive()));
        Seat victim = executors.stream()
                .filter(seat -> !cluster.in(seat).isAlive())
                .findFirst()
                .orElseThrow();
        List<String> ids = cluster.in(victim).nodeIds();
        Instant since = sight.now();
        cluster.killAndReplace(victim);
        figures.executorKilled();
        return new Mend(since, workRestarted(ids, since), victim.toString());
    }

    private Mend killScheduler() {
        Seat victim = oneOf("scheduler");
        Instant since = sight.now();
        cluster.killAndReplace(victim);
        figures.schedulerKilled();
        return new Mend(since, firesAgain(since), victim.toString());
    }

    /** SIGTERM under load, one after the other; in the short form one scheduler and one executor. */
    private Mend restartInTurn() throws InterruptedException {
        List<Seat> seats = isLong ? List.of(Seat.values()) : List.of(oneOf("scheduler"), oneOf("executor"));
        Duration longest = Duration.ZERO;
        for (Seat seat : seats) {
            for (Seat other : Seat.values()) {
                cluster.awaitReady(other);
            }
            Duration took = cluster.stopAndReplace(seat);
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
        figures.stopped(longest);
        return back(seats.size() + " in turn, the slowest stopped in " + StormFigures.seconds(longest));
    }

    private Mend flushRedis() {
        Instant from = sight.now();
        cluster.redis.flushAll();
        pause(2, 5);
        figures.withoutRedis(from, sight.now());
        return back("");
    }

    private Mend freezeRedis() {
        Instant from = sight.now();
        cluster.redis.freeze();
        Duration length = pause(isLong ? LONG_FREEZE : Duration.ofSeconds(5));
        figures.withoutRedis(from, sight.now());
        cluster.redis.thaw();
        return back("for " + StormFigures.seconds(length));
    }

    private Mend stopRedis() {
        Instant from = sight.now();
        cluster.redis.stop();
        Duration length = pause(5, 30);
        figures.withoutRedis(from, sight.now());
        cluster.redis.restart();
        return back("for " + StormFigures.seconds(length));
    }

    private Mend killDatabase() {
        cluster.server.kill();
        return restarted();
    }

    private Mend restartDatabase() {
        cluster.server.stop();
        return restarted();
    }

    private Mend restarted() {
        Duration length = pause(1, 20);
        cluster.server.restart();
        return back("for " + StormFigures.seconds(length) + " and its start");
    }

    private Mend freezeDatabase() {
        cluster.server.freeze();
        Duration length = pause(4, 40);
        cluster.server.thaw();
        cluster.awaitDatabase();
        return back("for " + StormFigures.seconds(length));
    }

    private Mend forbidWrites() {
        cluster.server.readOnly(true);
        Duration length = pause(4, 20);
        cluster.server.readOnly(false);
        return back("for " + StormFigures.seconds(length));
    }

    /** MySQL waits up to a minute before it tries again to write its binary log; an operator would restart it, and so do we. */
    private Mend fill(SmallDisk disk) {
        disk.fill();
        Duration length = pause(4, 20);
        disk.free();
        String remark = "for " + StormFigures.seconds(length);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!cluster.server.isWritable()) {
            if (!cluster.server.isAlive() || System.nanoTime() > end) {
                cluster.server.kill();
                cluster.server.restart();
                remark += ", then the database had to be restarted";
            }
        }
        return back(remark);
    }

    private Mend cutCable() {
        TcpProxy cable = cable();
        cable.cut();
        return back(nameOf(cable));
    }

    private Mend unplugCable() {
        TcpProxy cable = cable();
        cable.refuse();
        Duration length = pause(3, 20);
        cable.accept();
        return back(nameOf(cable) + " for " + StormFigures.seconds(length));
    }

    /** In the short form too, longer than a lease: the node stops what it runs, and joins anew. */
    private Mend silenceCable() {
        TcpProxy cable = cable();
        cable.freeze();
        Duration length = pause(12, 40);
        cable.thaw();
        return back(nameOf(cable) + " for " + StormFigures.seconds(length));
    }

    private Mend freezeOneOf(String role) {
        Seat victim = oneOf(role);
        cluster.in(victim).freeze();
        Duration length = pause(5, 25);
        cluster.in(victim).thaw();
        return back(victim + " for " + StormFigures.seconds(length));
    }

    private Mend back(String remark) {
        Instant since = sight.now();
        return new Mend(since, firesAgain(since), remark);
    }

    /** Everything fires and runs, and every process that is there belongs to the cluster. */
    private BooleanSupplier firesAgain(Instant since) {
        return () -> sight.firesAndRunsSince(since)
                && sight.holdLeases(cluster.ready().stream()
                        .map(node -> node.nodeIds().get(node.nodeIds().size() - 1))
                        .toList());
    }

    private BooleanSupplier workRestarted(List<String> ids, Instant since) {
        Map<String, Integer> lost = sight.runningOn(ids);
        Set<String> waiting = new HashSet<>(lost.keySet());
        BooleanSupplier fires = firesAgain(since);
        return () -> {
            Set<String> still = sight.notRestarted(lost);
            Duration after = Duration.between(since, sight.now());
            waiting.stream().filter(id -> !still.contains(id)).forEach(id -> figures.restarted(after));
            waiting.retainAll(still);
            return waiting.isEmpty() && fires.getAsBoolean();
        };
    }

    private List<String> awaitWorkOn(Seat executor) {
        List<String> ids = cluster.in(executor).nodeIds();
        await().pollInterval(Duration.ofMillis(50))
                .atMost(PATIENCE)
                .until(() -> !sight.runningOn(ids).isEmpty());
        return ids;
    }

    private Seat oneOf(String role) {
        List<Seat> seats = Seat.of(role);
        return seats.get(random.nextInt(seats.size()));
    }

    private TcpProxy cable() {
        return random.nextBoolean() ? cluster.schedulersCable : cluster.executorsCable;
    }

    private String nameOf(TcpProxy cable) {
        return cable == cluster.schedulersCable ? "of a scheduler" : "of an executor";
    }

    /** How long a fault lasts: a fixed time in the short form, anything up to the other in the long one. */
    private Duration pause(int seconds, int mostSeconds) {
        return pause(
                isLong ? Duration.ofMillis(500 + random.nextInt(1000 * mostSeconds)) : Duration.ofSeconds(seconds));
    }

    private static Duration pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        return length;
    }
}
