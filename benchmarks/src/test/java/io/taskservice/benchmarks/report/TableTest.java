package io.taskservice.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.benchmarks.child.Result;
import io.taskservice.benchmarks.child.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void showsMediansRatiosAndWhatIsNotKnown() {
        Series floor = new Series("floor", List.of(result(900), result(1000), result(5000)));
        Series slow = new Series("slow", List.of(result(250), Result.OVER_CAP));
        Series none = new Series("none", List.of(Result.OVER_CAP));

        String table = Table.of(Workload.DRAIN, "10 tasks", List.of(floor, slow, none));

        assertThat(table.lines())
                .contains(
                        "### drain: 10 tasks",
                        "| floor | 1,000 | 1.00 | 0.500 | – | – | – | – | – |",
                        "| slow | over the cap | 0.25 | 0.500 | – | – | – | – | – |",
                        "| none | over the cap | – | – | – | – | – | – | – |");
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(Series.median(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
    }

    private static Result result(double perSecond) {
        return new Result(Map.of("perSecond", perSecond, "processCpuMs", 0.5), null, 0, false);
    }
}
