package io.taskservice.invariant;

import java.time.Duration;
import java.util.List;

/** All checks there are. */
public final class InvariantChecks {

    /** Most that one look at one invariant finds: where there is more, something is broken that people must see to. */
    static final int MOST = 100;

    private static final int LOOKS = 3;
    private static final Duration SPARE = Duration.ofSeconds(15);

    private InvariantChecks() {}

    /** In the order of {@link Invariant}; {@code interval} is the time from pass to pass. */
    public static List<Check> all(AuditMeans means, AuditPatience patience, Duration interval) {
        Suspicions suspicions =
                new Suspicions(means.database(), interval.multipliedBy(LOOKS).plus(SPARE));
        LateChecks late = new LateChecks(means, patience, suspicions);
        List<Check> gates = SlotCheck.both(means);
        return List.of(
                late.lostClaims(),
                late.cancels(),
                gates.get(0),
                gates.get(1),
                new LaneCheck(means),
                new TurnCheck(means),
                late.starts(),
                late.expiries(),
                late.fires(),
                new CursorCheck(means),
                new DeliveryCheck(means, patience, suspicions),
                StretchCheck.ofInstances(means),
                StretchCheck.ofLetters(means),
                StretchCheck.ofTenants(means));
    }
}
