package io.taskservice.benchmarks;

import io.taskservice.benchmarks.child.Child;
import io.taskservice.benchmarks.child.Order;
import io.taskservice.benchmarks.child.Result;
import io.taskservice.benchmarks.engine.SystemKind;
import io.taskservice.benchmarks.report.Series;
import io.taskservice.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the systems of a case in turn, round after round, each in a new schema and in new processes. */
final class Driver {

    /** For the start, the warm-up and the filling, beside the measured time. */
    private static final int SPARE_SECONDS = 240;

    private final Servers servers;
    private final Settings settings;
    private final Path logs;
    private final Path jar;

    Driver(Servers servers, Settings settings) throws IOException, InterruptedException {
        this.servers = servers;
        this.settings = settings;
        this.logs = Files.createDirectories(settings.out().toAbsolutePath().resolveSibling("benchmark-logs"));
        this.jar = Unpacked.of(
                Path.of(System.getProperty("java.class.path")),
                logs.resolveSibling("benchmark-jar"),
                Path.of(System.getProperty("java.home")));
    }

    List<Series> measure(Case what) throws Exception {
        Map<SystemKind, List<Result>> results = new LinkedHashMap<>();
        for (int round = 1; round <= what.rounds(); round++) {
            for (SystemKind kind : what.systems()) {
                Result result = measureOnce(what, kind);
                results.computeIfAbsent(kind, first -> new ArrayList<>()).add(result);
                System.err.printf(
                        "%s, %s, round %d of %d: %s%n",
                        what.workload(),
                        kind,
                        round,
                        what.rounds(),
                        result.overCap() ? "over the cap" : result.brief());
            }
        }
        return results.entrySet().stream()
                .map(entry -> new Series(entry.getKey().toString(), entry.getValue()))
                .toList();
    }

    private Result measureOnce(Case what, SystemKind kind) throws Exception {
        List<ChildProcess> children = new ArrayList<>();
        try (TestDatabase schema = TestDatabase.fresh()) {
            try {
                return measureIn(schema, what, kind, children);
            } finally {
                for (ChildProcess child : children) {
                    child.close();
                }
            }
        }
    }

    private Result measureIn(TestDatabase schema, Case what, SystemKind kind, List<ChildProcess> children)
            throws Exception {
        int seconds = settings.capSeconds() + SPARE_SECONDS + what.history() / 5_000;
        for (int node = 0; node < what.nodes(); node++) {
            ChildProcess child = ChildProcess.start(
                    order(schema, what, kind, node),
                    jar,
                    settings.jvmOptions(),
                    logs.resolve(what.workload() + "-" + kind + "-" + node + ".log"));
            children.add(child);
            if (child.await(Child.READY, seconds) != null) {
                return Result.OVER_CAP;
            }
        }
        children.get(0).say(Child.FILL);
        if (children.get(0).await(Child.FILLED, seconds) != null) {
            return Result.OVER_CAP;
        }
        children.forEach(child -> child.say(Child.GO));
        List<Result> results = new ArrayList<>();
        for (ChildProcess child : children) {
            results.add(child.awaitResult(seconds));
        }
        return Together.of(results, what.size());
    }

    private Order order(TestDatabase schema, Case what, SystemKind kind, int node) {
        return new Order(
                what.workload(),
                kind,
                servers.place(schema),
                servers.databasePid(),
                node,
                what.nodes(),
                what.size(),
                what.history(),
                kind == SystemKind.TASK_SERVICE ? what.tenants() : 1,
                what.threads(),
                settings.capSeconds());
    }
}
