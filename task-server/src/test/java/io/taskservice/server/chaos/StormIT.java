package io.taskservice.server.chaos;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.database.TaskDatabase;
import io.taskservice.lab.HistoryChecker;
import io.taskservice.lab.journal.Journals;
import io.taskservice.lab.law.CheckOptions;
import io.taskservice.lab.law.CheckReport;
import io.taskservice.server.ServerProcess;
import io.taskservice.server.chaos.Fault.Mend;
import io.taskservice.server.chaos.StormFigures.Span;
import io.taskservice.testkit.DedicatedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A cluster under constant load to which everything happens, one fault after the other; each must be healed within the time
 * that is promised, and in the end the whole history must be flawless.
 *
 * <p>{@code -Dstorm.minutes=60} repeats it in other orders for as long, {@code -Dstorm.fires=30000} and {@code
 * -Dstorm.kills=30} until so many fires and killed schedulers,
 * {@code -Dstorm.seed} decides the orders and the victims, {@code -Dstorm.definitions} how much fires each second; {@code
 * -Dstorm.faults="executor killed,disk full"} leaves out all others.
 */
@Tag("alone")
class StormIT {

    private static final long SEED = Long.getLong("storm.seed", 7);
    private static final int MINUTES = Integer.getInteger("storm.minutes", 0);
    private static final int FIRES = Integer.getInteger("storm.fires", 0);
    private static final int KILLS = Integer.getInteger("storm.kills", 0);
    private static final int DEFINITIONS = Integer.getInteger("storm.definitions", 10);
    private static final boolean IS_LONG = MINUTES > 0 || FIRES > 0 || KILLS > 0;

    /** Longest wait for anything; what is promised is measured and judged apart. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** P2: everything has ended so long after the last retry is due. The longest back-off of the load is a second. */
    private static final Duration ENDED = Duration.ofSeconds(61);

    private static final Duration LAG = Duration.ofSeconds(1);

    private static final Duration CALM = Duration.ofSeconds(8);

    private final Random random = new Random(SEED);
    private final StormFigures figures = new StormFigures();
    private final SoftAssertions softly = new SoftAssertions();

    @Test
    void keepsEveryPromiseWhateverHappens() throws Exception {
        assumeThat(DedicatedDatabase.missing()).isEmpty();
        figures.say("seed " + SEED + ", wrong clocks: " + StormCluster.CLOCKS_ARE_WRONG);
        try (HookReceiver hooks = new HookReceiver(SEED);
                StormCluster cluster = StormCluster.start()) {
            figures.say("six processes are ready; full disk: " + cluster.disk.isPresent() + "; "
                    + (cluster.database.isMariaDb() ? "MariaDB" : "MySQL"));
            StormSight sight = new StormSight(cluster.database.dataSource());
            StormLoad load = new StormLoad(() -> cluster.in(Seat.API));
            listen(cluster, hooks);
            load.define(DEFINITIONS);
            load.begin();
            Span calm = calm(sight);
            weather(cluster, sight, new Faults(cluster, sight, load, figures, random, IS_LONG));
            load.end();
            comeToRest(cluster, sight);
            judge(cluster, sight, load, hooks, calm);
        }
        softly.assertAll();
    }

    /** Every end is told to the receiver. */
    private static void listen(StormCluster cluster, HookReceiver hooks) {
        JsonNode webhook = cluster.in(Seat.API)
                .send("POST", "/api/v1/webhooks", "{\"name\":\"storm\",\"url\":\"" + hooks.url() + "\"}", 201);
        hooks.secret(webhook.path("data").path("secret").asString());
    }

    /** How it is without faults: what lags are compared with. */
    private Span calm(StormSight sight) {
        await().atMost(PATIENCE).until(() -> sight.firesAndRunsSince(Instant.EPOCH));
        Instant from = sight.now().plusSeconds(1);
        await().atMost(PATIENCE).until(() -> sight.now().isAfter(from.plus(CALM)));
        return new Span(from, from.plus(CALM));
    }

    /** The short form is one round; the long form ends where it stands when it has lasted long enough. */
    private void weather(StormCluster cluster, StormSight sight, Faults faults) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        Iterator<Fault> round = faults.round().iterator();
        while (IS_LONG ? !isEnough(end, sight) : round.hasNext()) {
            if (!round.hasNext()) {
                round = faults.round().iterator();
            }
            suffer(round.next(), cluster, sight);
        }
    }

    private boolean isEnough(long end, StormSight sight) {
        return System.nanoTime() >= end && sight.fires() >= FIRES && figures.schedulersKilled() >= KILLS;
    }

    private void suffer(Fault fault, StormCluster cluster, StormSight sight) throws Exception {
        fault.needs().forEach(cluster::awaitReady);
        Mend mend = fault.strike().happen();
        await(fault.name() + " to be healed")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(mend.healed()::getAsBoolean);
        figures.healed(fault, mend.remark(), Duration.between(mend.since(), sight.now()));
    }

    /** Nothing fires any more, so that everything ends; the definitions stay as they are, for what was due to be known. */
    private void comeToRest(StormCluster cluster, StormSight sight) {
        for (Seat seat : Seat.values()) {
            cluster.awaitReady(seat);
        }
        cluster.in(Seat.API).send("POST", "/api/v1/tasks/scheduler/stop", "", 200);
        Instant from = sight.now();
        softly.assertThat(sight.early()).as("P7: fired before it was due").isZero();
        await("the end of everything").atMost(PATIENCE).until(() -> sight.active() == 0);
        Duration took = Duration.between(from, sight.now());
        figures.say("everything has ended " + StormFigures.seconds(took) + " after the last fire");
        softly.assertThat(took).as("P2: everything ends").isLessThan(ENDED);
        await("all deliveries").atMost(PATIENCE).until(() -> sight.pendingDeliveries() == 0);
    }

    private void judge(StormCluster cluster, StormSight sight, StormLoad load, HookReceiver hooks, Span calm)
            throws Exception {
        CheckReport report = HistoryChecker.report(
                new TaskDatabase(cluster.database.dataSource()),
                Journals.read(cluster.journals),
                CheckOptions.DEFAULT.atRest().slack(PATIENCE));
        softly.assertThat(report.violations()).as("laws").isEmpty();
        softly.assertThat(sight.offTheGrid()).as("P11: off the grid").isEmpty();
        softly.assertThat(sight.missingOrDoubled()).as("P1: missing or doubled").isEmpty();
        softly.assertThat(figures.late()).as("healed too late").isEmpty();
        softly.assertThat(figures.restartsP99()).as("P4").isLessThanOrEqualTo(Duration.ofSeconds(15));
        softly.assertThat(figures.slowestStop()).as("slowest stop").isLessThanOrEqualTo(Duration.ofSeconds(30));
        Set<String> lost = new HashSet<>(load.accepted());
        lost.removeAll(sight.requestKeys());
        softly.assertThat(lost).as("accepted, and not there").isEmpty();
        softly.assertThat(sight.ends())
                .as("P6: outcomes the database would not take")
                .doesNotContain("OUTCOME_NOT_STORED");
        judgeEvents(sight, hooks);
        judgeProcesses(cluster);
        judgeLags(sight, calm);
        tell(sight, load, hooks);
    }

    private void judgeEvents(StormSight sight, HookReceiver hooks) {
        Set<String> untold = sight.ended();
        untold.removeAll(hooks.delivered());
        softly.assertThat(untold).as("P19: ends nobody was told of").isEmpty();
        softly.assertThat(hooks.wrong()).as("P19: wrong signatures or times").isEmpty();
        softly.assertThat(hooks.events().entrySet().stream()
                        .filter(one -> one.getValue().size() != 1)
                        .map(Map.Entry::toString))
                .as("P19: ends told of under two ids")
                .isEmpty();
    }

    /** P6: no thread is stuck, nobody has run out of memory. */
    private void judgeProcesses(StormCluster cluster) {
        for (Seat seat : Seat.values()) {
            ServerProcess node = cluster.in(seat);
            softly.assertThat(node.exchange("GET", "/actuator/health/liveness", "", "")
                            .statusCode())
                    .as(seat + " lives")
                    .isEqualTo(200);
            softly.assertThat(node.log()).as(seat.toString()).doesNotContain("OutOfMemoryError");
        }
    }

    /** P5: without Redis, starts are at most twice as late, or a second: what is normal here may be milliseconds. */
    private void judgeLags(StormSight sight, Span calm) {
        List<Duration> calmLags = sight.lags(calm.from(), calm.to());
        List<Duration> lagsWithoutRedis = figures.withoutRedis().stream()
                .flatMap(span -> sight.lags(span.from(), span.to()).stream())
                .sorted()
                .toList();
        Duration twice = StormFigures.p99(calmLags).multipliedBy(2);
        softly.assertThat(StormFigures.p99(lagsWithoutRedis))
                .as("P5: start lag p99 without Redis")
                .isLessThanOrEqualTo(twice.compareTo(LAG) > 0 ? twice : LAG);
        figures.say(StormFigures.row("start lag p99, calm", lags(calmLags)));
        figures.say(StormFigures.row("start lag p99, without Redis (P5)", lags(lagsWithoutRedis)));
    }

    private void tell(StormSight sight, StormLoad load, HookReceiver hooks) {
        Stream.of(
                        figures.table().stream(),
                        Stream.of(
                                StormFigures.row("fires (P1)", String.valueOf(sight.fires())),
                                StormFigures.row("gaps", sight.gaps()),
                                StormFigures.row(
                                        "tasks accepted",
                                        String.valueOf(load.accepted().size())),
                                StormFigures.row("clients told no", String.valueOf(load.refusals())),
                                StormFigures.row("ends", sight.ends()),
                                StormFigures.row("tries of webhooks", String.valueOf(hooks.tries()))))
                .flatMap(lines -> lines)
                .forEach(figures::say);
    }

    private static String lags(List<Duration> ascending) {
        return StormFigures.seconds(StormFigures.p99(ascending)) + " of " + ascending.size();
    }
}
