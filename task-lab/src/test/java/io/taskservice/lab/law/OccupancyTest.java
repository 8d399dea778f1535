package io.taskservice.lab.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OccupancyTest {

    private final Occupancy occupancy = new Occupancy();

    @Test
    void oneAfterTheOtherIsNoCrowd() {
        add(0, 10L, 1);
        add(10, 20L, 1);
        add(20, null, 1);

        assertThat(occupancy.firstCrowd()).isEmpty();
    }

    @Test
    void theFirstMomentWithTooManyIsTold() {
        add(15, 30L, 2);
        add(0, 20L, 2);
        add(10, 20L, 2);

        assertThat(occupancy.firstCrowd()).contains(new Occupancy.Crowd(at(15), 3, 2));
    }

    @Test
    void eachIsJudgedByItsOwnLimit() {
        add(0, 20L, 5);
        add(5, 20L, 2);
        add(10, 20L, 5);

        assertThat(occupancy.firstCrowd()).isEmpty();

        add(15, 20L, 3);

        assertThat(occupancy.firstCrowd()).contains(new Occupancy.Crowd(at(15), 4, 3));
    }

    @Test
    void anEmptyStretchCountsForNothing() {
        add(0, 20L, 1);
        add(10, 10L, 1);
        add(15, 12L, 1);

        assertThat(occupancy.firstCrowd()).isEmpty();
        assertThat(occupancy.size()).isEqualTo(1);
    }

    @Test
    void whatHasNotEndedIsStillThere() {
        add(0, null, 1);
        add(1_000_000, null, 1);

        assertThat(occupancy.firstCrowd()).contains(new Occupancy.Crowd(at(1_000_000), 2, 1));
    }

    private void add(long from, @Nullable Long to, int most) {
        occupancy.add(at(from), to == null ? null : at(to), most);
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
