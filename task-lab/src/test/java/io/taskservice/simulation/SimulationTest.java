package io.taskservice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.simulation.Simulation.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The core keeps its laws in every order of its steps, and whatever crashes in between. */
class SimulationTest {

    private static final Logger log = LoggerFactory.getLogger("simulation");
    private static final QuietLogs QUIET = new QuietLogs();
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final int RUNS = Integer.getInteger("simulation.runs", 0);
    private static final long FIRST = Long.getLong("simulation.first", 0);
    private static final Long SEED = Long.getLong("simulation.seed");
    private static final String WITHOUT = System.getProperty("simulation.without");

    @AfterAll
    static void speakAgain() {
        QUIET.close();
    }

    @Test
    void everyOrderOfStepsKeepsTheLaws() {
        if (SEED != null) {
            assertGood(Simulation.play(SEED, without()));
            return;
        }
        long end = System.nanoTime() + TIME.toNanos();
        int runs = 0;
        long steps = 0;
        long instances = 0;
        long attempts = 0;
        while (RUNS > 0 ? runs < RUNS : System.nanoTime() < end) {
            Outcome outcome = Simulation.play(FIRST + runs, without());
            assertGood(outcome);
            runs++;
            steps += outcome.steps();
            instances += outcome.instances();
            attempts += outcome.attempts();
        }
        log.info("{} runs of {} steps in all: {} instances, {} attempts", runs, steps, instances, attempts);
        assertThat(attempts).isGreaterThan(runs);
    }

    @Test
    void aSeedPlaysTheSameAgain() {
        List<Outcome> once = new ArrayList<>();
        List<Outcome> again = new ArrayList<>();
        for (int seed = 0; seed < 10; seed++) {
            once.add(Simulation.play(seed));
            again.add(Simulation.play(seed));
        }

        assertThat(again).isEqualTo(once);
    }

    private static void assertGood(Outcome outcome) {
        assertThat(outcome.isGood()).as(() -> String.valueOf(outcome.failure())).isTrue();
    }

    private static Guard[] without() {
        return WITHOUT == null
                ? new Guard[0]
                : Arrays.stream(WITHOUT.split(",")).map(Guard::valueOf).toArray(Guard[]::new);
    }
}
