package io.taskservice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskservice.simulation.Simulation.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A guard that is taken out is missed: a simulation that could not tell would show nothing. */
class MissingGuardTest {

    private static final Logger log = LoggerFactory.getLogger("simulation");
    private static final QuietLogs QUIET = new QuietLogs();
    private static final int MOST_RUNS = 500;

    @AfterAll
    static void speakAgain() {
        QUIET.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("missing")
    void whatIsTakenOutIsMissed(List<Guard> guards) {
        Guard[] without = guards.toArray(new Guard[0]);
        long seed = 0;
        Outcome found = Simulation.play(seed, without);
        while (found.isGood() && seed < MOST_RUNS) {
            found = Simulation.play(++seed, without);
        }

        assertThat(found.isGood())
                .as("none of %d runs missed %s", MOST_RUNS, guards)
                .isFalse();
        assertThat(found.failure()).contains("-Dsimulation.seed=" + seed);
        Outcome replayed = Simulation.play(seed, without);
        assertThat(replayed.isGood()).isFalse();
        assertThat(replayed.steps()).isEqualTo(found.steps());
        assertThat(replayed.digest()).isEqualTo(found.digest());
        log.info(
                "{} missed in run {}: {}",
                guards,
                seed + 1,
                String.valueOf(found.failure()).lines().toList().get(1));
    }

    /** What fires is guarded three times over: one guard without the others is not missed. */
    static Stream<List<Guard>> missing() {
        return Stream.of(
                List.of(Guard.DUE_LOCK),
                List.of(Guard.DUE_LOCK, Guard.CURSOR),
                List.of(Guard.DUE_LOCK, Guard.CURSOR, Guard.FIRE_KEY),
                List.of(Guard.REQUEST_KEY),
                List.of(Guard.CLAIM_LOCK),
                List.of(Guard.COMPLETION_FENCE),
                List.of(Guard.COMPLETION_STATUS),
                List.of(Guard.LEASE),
                List.of(Guard.RENEWAL),
                List.of(Guard.FREED_NODE),
                List.of(Guard.PROMOTION),
                List.of(Guard.CANCEL),
                List.of(Guard.GATE_LOCK),
                List.of(Guard.FOLLOWING_LOCK));
    }
}
