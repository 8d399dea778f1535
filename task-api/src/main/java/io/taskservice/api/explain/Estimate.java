package io.taskservice.api.explain;

import io.swagger.v3.oas.annotations.media.Schema;
import io.taskservice.gate.GateState;
import io.taskservice.instance.InstanceLine.Pace;
import io.taskservice.node.Node;
import io.taskservice.queue.LaneBound;
import io.taskservice.queue.RateLimit;
import io.taskservice.quota.RunningQuota;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When an instance that waits is likely to start: as long as its like take, so many at once, those before it first (Little's
 * law), and no sooner than a rate allows.
 *
 * @param startsAt when; null: nobody can tell
 * @param basis from what that is worked out, or why it is not
 */
@Schema(name = "StartEstimate")
record Estimate(
        @Nullable @Schema(description = "Null: nobody can tell, and basis says why")
        Instant startsAt,

        @Schema(description = "From what it is worked out, or why it is not")
        String basis) {

    private static final String MOVING = "; it is of what is known now, and others may come before it";

    static Estimate of(Situation s, List<Blocker> blockers) {
        Optional<Blocker> lasting =
                blockers.stream().filter(one -> one.code().isLasting()).findFirst();
        if (lasting.isPresent()) {
            return unknown("What is in the way lasts until somebody ends it: "
                    + lasting.get().code());
        }
        if (s.waitsForTime()) {
            Instant due = s.instance().runAt();
            return new Estimate(
                    due.isAfter(s.now()) ? due : s.now(),
                    "Its time; then it takes its place in the queue " + s.queue());
        }
        if (s.instance().waitsForItsTurn()) {
            return inLine(s, 1);
        }
        GateState gate = s.gate();
        return gate != null && s.instance().waitsForASlot()
                ? inLine(s, Math.max(1, Math.min(gate.holders(), gate.gate().limit())))
                : inQueue(s);
    }

    private static Estimate unknown(String basis) {
        return new Estimate(null, basis);
    }

    /** Behind others of its definition, or with its key. */
    private static Estimate inLine(Situation s, int atOnce) {
        Pace pace = s.pace();
        Integer ahead = s.ahead();
        if (pace == null || ahead == null || ahead > Situation.MOST_AHEAD) {
            return unknown("None of its like has ended well of late, or too many are before it");
        }
        return after(s, ahead + 1L, atOnce, pace, ahead + " before it in line");
    }

    private static Estimate inQueue(Situation s) {
        int ahead = s.ahead() == null ? 0 : s.ahead();
        if (ahead > Situation.MOST_AHEAD) {
            return unknown("More than " + Situation.MOST_AHEAD + " are before it");
        }
        Duration byRate = byRate(s, ahead);
        int free = free(s);
        if (ahead < free) {
            return byRate.isZero()
                    ? new Estimate(
                            s.now(), "Nothing is in the way: a node with a free slot takes it within a second or two")
                    : new Estimate(s.now().plus(byRate), "The rate, with " + ahead + " before it" + MOVING);
        }
        Pace pace = s.pace();
        int atOnce = s.lane().running() + free;
        if (pace == null || atOnce == 0) {
            return unknown("Nothing of the queue " + s.queue()
                    + " runs, or none of it has ended well of late, so nothing" + " tells how fast it moves");
        }
        Estimate bySlots = after(s, ahead + 1L - free, atOnce, pace, ahead + " before it in the queue " + s.queue());
        Instant startsAt = s.now().plus(byRate);
        return bySlots.startsAt() == null || bySlots.startsAt().isAfter(startsAt)
                ? bySlots
                : new Estimate(startsAt, "The rate, with " + ahead + " before it" + MOVING);
    }

    private static Estimate after(Situation s, long starts, int atOnce, Pace pace, String before) {
        Duration wait = Duration.ofMillis(Math.max(0, starts) * pace.mean().toMillis() / atOnce);
        String basis = before + ", " + atOnce + " at once, each for " + Words.length(pace.mean())
                + " (mean of the last " + pace.samples() + ")" + MOVING;
        return new Estimate(s.now().plus(wait), basis);
    }

    /** Free slots that the limits of the lane and the quota of its tenant let it use too. */
    private static int free(Situation s) {
        List<Node> working = Cluster.working(s.cluster().able(s.queue(), s.handler()));
        int free = s.cluster().free(working);
        for (LaneBound bound : s.lane().bounds()) {
            Integer most = bound.limits().maxRunning();
            if (most != null) {
                free = Math.min(free, Math.max(0, most - bound.running()));
            }
        }
        RunningQuota quota = s.quota();
        if (quota != null) {
            free = (int) Math.min(free, Math.max(0, quota.most() - quota.running()));
        }
        GateState gate = s.gate();
        return gate != null && gate.isFull() ? 0 : free;
    }

    /** How long the rates hold it back: until the next token, and a token for each before it that the burst does not cover. */
    private static Duration byRate(Situation s, int ahead) {
        Duration longest = Duration.ZERO;
        for (LaneBound bound : s.lane().bounds()) {
            RateLimit rate = bound.limits().rate();
            if (rate != null) {
                boolean isWithinBurst = !bound.isOverRate() && ahead < rate.burst();
                Duration wait = isWithinBurst
                        ? Duration.ZERO
                        : bound.untilNext()
                                .plus(rate.period().multipliedBy(ahead).dividedBy(rate.limit()));
                longest = wait.compareTo(longest) > 0 ? wait : longest;
            }
        }
        return longest;
    }
}
