package io.taskservice.api.explain;

import io.taskservice.gate.GateState;
import io.taskservice.instance.InstanceLine.Pace;
import io.taskservice.instance.InstanceLine.UnderWay;
import io.taskservice.instance.InstanceStatus;
import io.taskservice.instance.PastAttempt;
import io.taskservice.instance.TaskInstance;
import io.taskservice.queue.LaneState;
import io.taskservice.quota.RunningQuota;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance that waits, and all that may keep it from starting.
 *
 * @param instance the instance
 * @param now MySQL's time
 * @param cluster the live nodes
 * @param lane its lane
 * @param quota its tenant's quota of what runs; null: it has none
 * @param gate its gate; null: it has none
 * @param underWay what it waits for, if it waits for its turn
 * @param ahead how many of its line go before it, counted up to {@link #MOST_AHEAD} and one; null: it is in no line
 * @param last its last attempt; null: none yet
 * @param pausedBy who paused its queue, or all of the tenant, by the name of the bound; absent: not known
 * @param pace how long its like took; null: nothing tells
 */
record Situation(
        TaskInstance instance,
        Instant now,
        Cluster cluster,
        LaneState lane,
        @Nullable RunningQuota quota,
        @Nullable GateState gate,
        List<UnderWay> underWay,
        @Nullable Integer ahead,
        @Nullable PastAttempt last,
        Map<String, String> pausedBy,
        @Nullable Pace pace) {

    /** Counts of what is ahead end here. */
    static final int MOST_AHEAD = 10_000;

    String queue() {
        return instance.route().queue();
    }

    String handler() {
        return instance.route().handler();
    }

    boolean isDue() {
        return instance.status() == InstanceStatus.PENDING;
    }

    /** Whether it waits for an instant, not for its turn or a slot. */
    boolean waitsForTime() {
        return instance.status() == InstanceStatus.SCHEDULED
                && !instance.waitsForItsTurn()
                && !instance.waitsForASlot();
    }
}
