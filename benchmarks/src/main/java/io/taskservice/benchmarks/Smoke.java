package io.taskservice.benchmarks;

import io.taskservice.benchmarks.report.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares how fast the Task Service drains beside the floor with how fast it did when that was recorded: of one machine at
 * one time, so that the ratio hardly depends on either.
 *
 * @param recorded the ratio then
 */
record Smoke(double recorded) {

    private static final double LEAST = 0.7;

    /** Reads what was recorded. */
    static Smoke read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new BadArgumentException(
                    "--recorded: there is no file " + file + "; run in the folder of the project, or name the file");
        }
        try {
            JsonNode ratio =
                    JsonMapper.shared().readTree(Files.readString(file)).at("/smoke/ratio");
            if (!ratio.isNumber() || ratio.asDouble() <= 0) {
                throw new BadArgumentException(
                        "--recorded: " + file + " has no smoke.ratio; write {\"smoke\": {\"ratio\": 0.5}}");
            }
            return new Smoke(ratio.asDouble());
        } catch (JacksonException e) {
            throw new BadArgumentException("--recorded: " + file + " is not JSON: " + e.getOriginalMessage());
        }
    }

    /** Whether the ratio is good enough still; says so. */
    boolean passes(List<Series> series) {
        List<Double> floor = series.get(0).all("perSecond");
        List<Double> service = series.get(1).all("perSecond");
        int rounds = Math.min(floor.size(), service.size());
        double ratio = Series.median(IntStream.range(0, rounds)
                .mapToObj(round -> service.get(round) / floor.get(round))
                .toList());
        boolean passes = ratio >= recorded * LEAST;
        String verdict = passes ? "smoke: good" : "smoke: TOO SLOW";
        System.out.printf(
                "%s: task-service drains %.3f times as fast as the floor, recorded are %.3f, %.3f is the least%n",
                verdict, ratio, recorded, recorded * LEAST);
        return passes;
    }
}
