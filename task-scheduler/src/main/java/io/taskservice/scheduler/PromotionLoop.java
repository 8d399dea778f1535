package io.taskservice.scheduler;

import io.taskservice.instance.InstanceUpkeep;
import io.taskservice.loop.Loop;
import io.taskservice.signal.Signal;
import io.taskservice.signal.Signals;
import java.time.Duration;

/**
 * Makes instances claimable when their time has come: retries, and what was submitted for later.
 *
 * <p>While something is due soon it sleeps until then, and what comes due within a few milliseconds goes together.
 * Otherwise the pulse, which sees what is due a beat ahead, sets it going, and so does whoever schedules an instance.
 */
final class PromotionLoop {

    private static final int BATCH = 500;
    private static final Duration TOGETHER = Duration.ofMillis(5);
    private static final Duration UNTIL_TOLD = Duration.ofMinutes(1);

    private final InstanceUpkeep instances;
    private final Signals signals;
    private final Loop loop = new Loop("promotion", this::promoteOnce);

    PromotionLoop(InstanceUpkeep instances, Signals signals) {
        this.instances = instances;
        this.signals = signals;
    }

    Loop loop() {
        return loop;
    }

    private Duration promoteOnce() {
        int promoted = instances.promote(BATCH);
        if (promoted > 0) {
            signals.publish(Signal.INSTANCES_READY);
        }
        return promoted == BATCH
                ? Duration.ZERO
                : instances.untilNextPromotion().map(PromotionLoop::wait).orElse(UNTIL_TOLD);
    }

    /** A little late rather than early: before its time nothing is there. */
    private static Duration wait(Duration untilNext) {
        Duration wait = untilNext.plusMillis(1);
        if (wait.compareTo(TOGETHER) < 0) {
            return TOGETHER;
        }
        return wait.compareTo(UNTIL_TOLD) < 0 ? wait : UNTIL_TOLD;
    }
}
