package io.taskservice.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taskservice.identity.TenantId;
import io.taskservice.testkit.TestStores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuspicionsIT {

    private static final TestStores STORES = TestStores.fresh();
    private static final Duration BLINK = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Suspect LATE = new Suspect(TenantId.DEFAULT, "a", "attempt 1");
    private static final Suspect OTHER = new Suspect(null, "b", "attempt 1");

    private final Suspicions suspicions = new Suspicions(STORES.database(), BLINK);

    @BeforeEach
    void empty() {
        STORES.empty();
    }

    @AfterAll
    static void close() throws Exception {
        STORES.close();
    }

    @Test
    void believesWhatLooksTheSameTwice() {
        assertThat(look(Duration.ZERO, LATE)).isEmpty();
        assertThat(look(Duration.ZERO, LATE, OTHER)).containsExactly(LATE);
        assertThat(look(Duration.ZERO, OTHER)).containsExactly(OTHER);
    }

    @Test
    void believesNothingBeforeItHasLookedSoForLongEnough() {
        Instant before = STORES.now();
        look(PATIENCE, LATE);

        await().atMost(Duration.ofSeconds(30)).until(() -> !look(PATIENCE, LATE).isEmpty());

        assertThat(STORES.now()).isAfterOrEqualTo(before.plus(PATIENCE));
    }

    @Test
    void forgetsWhatHasChangedOrGone() {
        look(Duration.ZERO, LATE);
        assertThat(look(Duration.ZERO, new Suspect(TenantId.DEFAULT, "a", "attempt 2")))
                .isEmpty();
        assertThat(look(Duration.ZERO)).isEmpty();
        assertThat(look(Duration.ZERO, LATE)).isEmpty();
        assertThat(STORES.number("SELECT COUNT(*) FROM audit_suspects")).isEqualTo(1);
    }

    /** What is believed and stays is believed again after as long, and not at each look. */
    @Test
    void beginsAnewWithWhatItHasBelieved() {
        look(Duration.ZERO, LATE);
        assertThat(look(Duration.ZERO, LATE)).hasSize(1);
        assertThat(look(Duration.ZERO, LATE)).isEmpty();
        assertThat(look(Duration.ZERO, LATE)).hasSize(1);
    }

    /** While no scheduler was at work everything was late, and it is not known that one was before this process began. */
    @Test
    void countsNothingThatWasNotedBeforeItBegan() {
        look(Duration.ZERO, LATE);

        Suspicions ofAnotherProcess = new Suspicions(STORES.database(), BLINK);
        STORES.execute("UPDATE audit_suspects SET first_seen_at = TIMESTAMPADD(SECOND, -1, first_seen_at)");

        assertThat(ofAnotherProcess.believe(Invariant.START, List.of(LATE), Duration.ZERO))
                .isEmpty();
        assertThat(ofAnotherProcess.believe(Invariant.START, List.of(LATE), Duration.ZERO))
                .containsExactly(LATE);
    }

    /** The database was away, or the process stood still: then nobody could do his duty. */
    @Test
    void countsNothingThatWasNotSeenInBetween() {
        look(Duration.ZERO, LATE);
        STORES.execute("UPDATE audit_suspects SET last_seen_at = TIMESTAMPADD(SECOND, -121, last_seen_at)");

        assertThat(look(Duration.ZERO, LATE)).isEmpty();
        assertThat(look(Duration.ZERO, LATE)).containsExactly(LATE);
    }

    @Test
    void oneInvariantsSuspectsAreNotAnothers() {
        look(Duration.ZERO, LATE);

        assertThat(suspicions.believe(Invariant.FIRE, List.of(LATE), Duration.ZERO))
                .isEmpty();
        assertThat(look(Duration.ZERO, LATE)).containsExactly(LATE);
    }

    private List<Suspect> look(Duration patience, Suspect... found) {
        return suspicions.believe(Invariant.START, List.of(found), patience);
    }
}
