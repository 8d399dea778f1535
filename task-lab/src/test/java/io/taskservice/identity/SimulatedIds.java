package io.taskservice.identity;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.UUIDClock;
import java.time.InstantSource;
import java.util.Random;

/** While it is open, ids are those of a seed and of a simulated clock: what is in their order is the same again. */
public final class SimulatedIds implements AutoCloseable {

    public SimulatedIds(long seed, InstantSource clock) {
        Ids.drawFrom(Generators.timeBasedEpochGenerator(new Random(seed), new UUIDClock() {
            @Override
            public long currentTimeMillis() {
                return clock.millis();
            }
        }));
    }

    @Override
    public void close() {
        Ids.drawFrom(null);
    }
}
