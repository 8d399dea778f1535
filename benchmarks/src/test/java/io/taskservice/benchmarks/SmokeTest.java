package io.taskservice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskservice.benchmarks.child.Result;
import io.taskservice.benchmarks.report.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeTest {

    @TempDir
    Path folder;

    @Test
    void passesDownToThirtyPercentBelowTheRecordedRatio() {
        Smoke smoke = new Smoke(0.5);

        assertThat(smoke.passes(List.of(series(1000, 2000, 1000), series(360, 720, 10))))
                .isTrue();
        assertThat(smoke.passes(List.of(series(1000, 2000, 1000), series(340, 680, 900))))
                .isFalse();
    }

    @Test
    void readsTheRecordedRatio() throws IOException {
        Path file = Files.writeString(folder.resolve("recorded.json"), "{\"smoke\": {\"ratio\": 0.4}}");

        assertThat(Smoke.read(file)).isEqualTo(new Smoke(0.4));
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("recorded.json"), "{}");

        assertThatThrownBy(() -> Smoke.read(file)).hasMessageContaining("has no smoke.ratio");
        assertThatThrownBy(() -> Smoke.read(folder.resolve("none"))).hasMessageContaining("there is no file");
    }

    private static Series series(double... perSecond) {
        return new Series(
                "any",
                Arrays.stream(perSecond)
                        .mapToObj(one -> new Result(Map.of("perSecond", one), null, 0, false))
                        .toList());
    }
}
