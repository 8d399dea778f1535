package io.taskservice.benchmarks;

import io.taskservice.benchmarks.child.Result;
import io.taskservice.benchmarks.engine.Place;
import io.taskservice.benchmarks.report.Series;
import io.taskservice.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts the server's jar in the ways that docs/operations.md names, on a schema that is there already: as it is, unpacked
 * with an archive of classes or with an AOT cache, and the same in little memory.
 */
final class StartUp {

    private static final int FIRST_WITH_AOT = 25;
    private static final List<String> USUAL = List.of("-Xmx256m");
    private static final List<String> SMALL =
            List.of("-Xmx128m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Settings settings;
    private final Path folder;

    StartUp(Settings settings) throws IOException {
        this.settings = settings;
        this.folder = Files.createDirectories(settings.out().toAbsolutePath().resolveSibling("benchmark-start"));
        if (!Files.isRegularFile(settings.server())) {
            throw new MeasurementFailedException("There is no " + settings.server()
                    + "; build it: mvn -B package -pl task-server -am -DskipTests, or name another with --server");
        }
    }

    List<Series> measure(Servers servers) throws Exception {
        try (TestDatabase schema = TestDatabase.fresh()) {
            Place place = servers.place(schema);
            List<Way> ways = new ArrayList<>();
            for (Path jdk : settings.jdks()) {
                ways.addAll(waysOf(jdk, place));
            }
            Map<String, List<Result>> results = new LinkedHashMap<>();
            for (int round = 1; round <= settings.rounds(); round++) {
                for (Way way : ways) {
                    results.computeIfAbsent(way.name(), first -> new ArrayList<>())
                            .add(start(way, place));
                }
            }
            return results.entrySet().stream()
                    .map(entry -> new Series(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }

    /** The ways of a JDK; makes its archive, which takes a start of its own. */
    private List<Way> waysOf(Path jdk, Place place) throws Exception {
        int version = versionOf(jdk);
        boolean hasAot = version >= FIRST_WITH_AOT;
        Path home = Files.createDirectories(folder.resolve(Integer.toString(version)));
        Path archive = home.resolve(hasAot ? "server.aot" : "classes.jsa");
        Path jar = Unpacked.of(settings.server(), home.resolve("unpacked"), jdk);
        Files.deleteIfExists(archive);
        String make = (hasAot ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive;
        start(new Way("first", jdk, with(USUAL, make), jar), place);
        String use = (hasAot ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
        String kind = hasAot ? ", AOT cache" : ", class archive";
        return List.of(
                new Way("JDK " + version + ", the jar", jdk, USUAL, settings.server()),
                new Way("JDK " + version + kind, jdk, with(USUAL, use), jar),
                new Way("JDK " + version + kind + ", small", jdk, with(SMALL, use), jar));
    }

    private Result start(Way way, Place place) throws Exception {
        List<String> command = new ArrayList<>(List.of(java(way.jdk())));
        command.addAll(way.options());
        command.addAll(List.of("-jar", way.jar().toString()));
        try (ServerStart server = ServerStart.of(command, way.jdk(), place, folder.resolve("server.log"))) {
            Result result = server.measure();
            System.err.printf(
                    "start, %s: ready after %.2f s%n",
                    way.name(), result.figures().get("readySeconds"));
            return result;
        }
    }

    private static int versionOf(Path jdk) throws IOException {
        String release = Files.readString(jdk.resolve("release"));
        String version = release.replaceAll("(?s).*JAVA_VERSION=\"([0-9]+).*", "$1");
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException e) {
            throw new MeasurementFailedException(jdk + "/release does not say which version of Java that is");
        }
    }

    private static String java(Path jdk) {
        return jdk.resolve("bin").resolve("java").toString();
    }

    private static List<String> with(List<String> options, String more) {
        List<String> all = new ArrayList<>(options);
        all.add(more);
        return all;
    }

    /**
     * A way to start.
     *
     * @param name for the report
     * @param jdk home of the JDK
     * @param options of its JVM
     * @param jar what is run
     */
    private record Way(String name, Path jdk, List<String> options, Path jar) {}
}
