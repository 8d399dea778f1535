package io.taskservice.invariant;

import io.taskservice.cluster.Wish;
import io.taskservice.signal.Signal;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The checks of what is late: each has somebody whose duty it is, every second or so, and who did not do it. */
final class LateChecks {

    private static final int BATCH = 500;

    private final AuditMeans means;
    private final AuditPatience patience;
    private final Suspicions suspicions;
    private final LateMapper mapper;

    LateChecks(AuditMeans means, AuditPatience patience, Suspicions suspicions) {
        this.means = means;
        this.patience = patience;
        this.suspicions = suspicions;
        this.mapper = means.database().mapper(LateMapper.class);
    }

    /** A claim whose node is lost, and which rescue has not freed. */
    Check lostClaims() {
        return check(
                Invariant.LOST_CLAIM,
                () -> mapper.lostClaims(patience.lease(), InvariantChecks.MOST),
                patience.confirm(),
                Remedy.of(this::rescue, Signal.INSTANCES_READY));
    }

    private void rescue(List<Suspect> lost) {
        mapper.lostHolders(lost.stream().map(Suspect::subject).toList()).forEach(means.rescue());
    }

    /** Stops that are not obeyed cannot be forced: only its node may end what runs there. */
    Check cancels() {
        return check(
                Invariant.CANCEL,
                () -> mapper.cancelled(InvariantChecks.MOST),
                patience.slow(),
                Remedy.none(Signal.CANCEL_REQUESTED));
    }

    Check starts() {
        return check(
                Invariant.START,
                () -> mapper.starts(patience.due(), InvariantChecks.MOST),
                patience.confirm(),
                Remedy.of(late -> means.instances().promote(BATCH), Signal.INSTANCES_READY));
    }

    Check expiries() {
        return check(
                Invariant.EXPIRY,
                () -> mapper.expiries(patience.due(), InvariantChecks.MOST),
                patience.confirm(),
                Remedy.of(late -> means.instances().expire(BATCH)));
    }

    /** Which fire it becomes is for the schedulers to plan: they are only told to look again. */
    Check fires() {
        return check(
                Invariant.FIRE,
                () -> means.cluster().wish().wish() == Wish.RUNNING
                        ? mapper.fires(patience.due(), InvariantChecks.MOST)
                        : List.of(),
                patience.confirm(),
                Remedy.none(Signal.DEFINITIONS_CHANGED));
    }

    private Check check(Invariant invariant, Supplier<List<Suspect>> look, Duration forSoLong, Remedy remedy) {
        return new LateCheck(invariant, look, suspicions, forSoLong, remedy);
    }
}
