package io.taskservice.api.explain;

import io.taskservice.cluster.Wish;
import io.taskservice.definition.DefinitionStatus;
import io.taskservice.definition.OverlapPolicy;
import io.taskservice.definition.TaskDefinition;
import io.taskservice.instance.InstanceLine.UnderWay;
import io.taskservice.schedule.ScheduleType;
import io.taskservice.schedule.ValidityWindow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds what keeps a definition from firing now: each method asks one question. */
final class FiringBlockers {

    private static final List<Function<FiringState, Optional<Blocker>>> QUESTIONS = List.of(
            FiringBlockers::disabled,
            FiringBlockers::tenantDisabled,
            FiringBlockers::unplannable,
            FiringBlockers::outsideValidity,
            FiringBlockers::chain,
            FiringBlockers::neverAgain,
            FiringBlockers::noScheduler,
            FiringBlockers::stopped,
            FiringBlockers::forbidden);

    private FiringBlockers() {}

    /** The weightiest first. */
    static List<Blocker> find(FiringState state) {
        return QUESTIONS.stream()
                .flatMap(question -> question.apply(state).stream())
                .toList();
    }

    private static Optional<Blocker> disabled(FiringState s) {
        return when(
                s.definition().status() == DefinitionStatus.DISABLED,
                Blocker.of(
                        BlockerCode.DISABLED,
                        "The definition is disabled; it was last changed at "
                                + s.definition().updatedAt()));
    }

    private static Optional<Blocker> tenantDisabled(FiringState s) {
        return when(
                s.definition().status() == DefinitionStatus.SUSPENDED || !s.isTenantActive(),
                Blocker.of(BlockerCode.TENANT_DISABLED, "The tenant is disabled, and so nothing of it fires"));
    }

    private static Optional<Blocker> unplannable(FiringState s) {
        return when(
                s.timetable() == null,
                Blocker.of(
                        BlockerCode.UNPLANNABLE,
                        "Its schedule cannot be read; the schedulers set it aside and try again each minute. Save it anew"));
    }

    private static Optional<Blocker> outsideValidity(FiringState s) {
        ValidityWindow window = s.definition().schedule().window();
        Instant startsAt = window.startsAt();
        Instant endsAt = window.endsAt();
        if (startsAt != null && s.now().isBefore(startsAt)) {
            return Optional.of(Blocker.of(BlockerCode.OUTSIDE_VALIDITY, "It fires from " + startsAt + " on")
                    .until(startsAt)
                    .with("startsAt", startsAt));
        }
        return endsAt != null
                        && !s.now().isBefore(endsAt)
                        && s.definition().cursor().nextFireTime() == null
                ? Optional.of(Blocker.of(BlockerCode.OUTSIDE_VALIDITY, "It fires no more since " + endsAt)
                        .since(endsAt)
                        .with("endsAt", endsAt))
                : Optional.empty();
    }

    private static Optional<Blocker> chain(FiringState s) {
        boolean waits = isWithoutNext(s) && isChain(s) && !s.underWay().isEmpty();
        return waits
                ? Optional.of(withUnderWay(
                        Blocker.of(
                                BlockerCode.WAITS_FOR_END,
                                "Its next fire is set when " + nameOf(s.underWay()) + " ends"),
                        s.underWay()))
                : Optional.empty();
    }

    private static Optional<Blocker> neverAgain(FiringState s) {
        Instant endsAt = s.definition().schedule().window().endsAt();
        boolean isOver = endsAt != null && !s.now().isBefore(endsAt);
        boolean waits = isChain(s) && !s.underWay().isEmpty();
        return when(
                isWithoutNext(s) && s.timetable() != null && !isOver && !waits,
                Blocker.of(BlockerCode.NEVER_AGAIN, neverAgainOf(s.definition())));
    }

    private static String neverAgainOf(TaskDefinition definition) {
        Instant runAt = definition.schedule().runAt();
        return definition.schedule().type() == ScheduleType.ONCE
                ? "It was due once, at " + runAt + ", and is never due again"
                : "Its schedule has no fire left";
    }

    private static Optional<Blocker> noScheduler(FiringState s) {
        return when(
                s.schedulers() == 0, Blocker.of(BlockerCode.NO_LIVE_SCHEDULER, "No scheduler lives, so nothing fires"));
    }

    private static Optional<Blocker> stopped(FiringState s) {
        return when(
                s.wish().wish() == Wish.STOPPED,
                Blocker.of(BlockerCode.SCHEDULER_STOPPED, "The schedulers have been asked to stop, for all tenants"));
    }

    private static Optional<Blocker> forbidden(FiringState s) {
        boolean leavesOut = s.definition().firing().overlap() == OverlapPolicy.FORBID
                && s.definition().status() == DefinitionStatus.ENABLED
                && !isChain(s)
                && !s.underWay().isEmpty();
        return leavesOut
                ? Optional.of(withUnderWay(
                        Blocker.of(
                                BlockerCode.FORBID_OVERLAP,
                                "What is due before " + nameOf(s.underWay()) + " ends is left out, as a gap"),
                        s.underWay()))
                : Optional.empty();
    }

    private static boolean isWithoutNext(FiringState s) {
        return s.definition().status() != DefinitionStatus.DISABLED
                && s.definition().cursor().nextFireTime() == null;
    }

    private static boolean isChain(FiringState s) {
        return s.definition().schedule().type() == ScheduleType.FIXED_DELAY;
    }

    private static String nameOf(List<UnderWay> underWay) {
        UnderWay first = underWay.get(0);
        return "instance " + first.id() + ", which is " + first.status() + ",";
    }

    private static Blocker withUnderWay(Blocker blocker, List<UnderWay> underWay) {
        return blocker.with("underWay", Details.of(underWay));
    }

    private static Optional<Blocker> when(boolean holds, Blocker blocker) {
        return holds ? Optional.of(blocker) : Optional.empty();
    }
}
